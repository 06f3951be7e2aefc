#!/usr/bin/env bash
# The reference for creating a sandbox: the same steps as AuraWeb's, by a script straight on the host's tools.
# Runs inside AuraWeb's launcher mount namespace, where crun cannot reach the host's device nodes.
#   reference.sh FOLDER ID CONFIG RULES BASE_USER
set -euo pipefail
folder=$1 id=$2 config=$3 rules=$4 base=$5
image=$folder/image mount=$folder/mnt bundle=$folder/bundle root=$folder/crun

up() {
  mkdir -p "$mount" "$bundle" "$root"
  truncate -s 10G "$image"
  mkfs.ext4 -q -F -m0 -O encrypt,^resize_inode -E lazy_itable_init=1,lazy_journal_init=1,nodiscard "$image"
  mount -o loop,nosuid,nodev,discard "$image" "$mount"
  mkdir -p "$mount/content/workspace" "$mount/content/home/aura"
  chown -R $((base + 1000)):$((base + 1000)) "$mount/content"
  sed "s|@CONTENT@|$mount/content|g; s|@ID@|$id|g" "$config" >"$bundle/config.json"

  mkfifo "$folder/ready"
  # Pipes, as AuraWeb gives them: crun changes the owner of whatever its standard streams are.
  crun --root "$root" --cgroup-manager cgroupfs create -b "$bundle" --pid-file "$folder/pid" "$id" < <(:) > >(cat >/dev/null) 2>&1
  init=$(<"$folder/pid")
  slirp4netns --configure --mtu=65520 --disable-host-loopback --enable-sandbox --enable-seccomp -r 3 "$init" tap0 \
    3>"$folder/ready" >/dev/null 2>&1 &
  echo $! >"$folder/slirp"
  nsenter -t "$init" -n nft -f "$rules"
  read -rn1 <"$folder/ready" || true
  crun --root "$root" --cgroup-manager cgroupfs start "$id"
  crun --root "$root" --cgroup-manager cgroupfs exec --process "$folder/../exec.json" "$id" < <(:)
}

down() {
  crun --root "$root" --cgroup-manager cgroupfs delete -f "$id" || true
  kill "$(<"$folder/slirp")" 2>/dev/null || true
  umount "$mount" || umount -l "$mount"
  rm -rf "$folder"
}

"${6:-up}"
