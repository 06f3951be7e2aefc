using System.Globalization;
using System.Runtime.InteropServices;
using AuraWeb.Sandboxes.Local.Host;
using AuraWeb.Sandboxes.Local.Runtime;

namespace AuraWeb.Sandboxes.Local.Storage;

/// <summary>
/// The file system of each sandbox: a sparse ext4 image, which is its hard limit, mounted only in the launcher's mount namespace.
/// Its <c>content</c> folder holds <c>workspace</c> and <c>home</c>; encryption can be set on an empty subfolder only.
/// </summary>
internal sealed class ImageStore(LocalPaths paths, Launcher launcher)
{
    private const UnixFileMode Shared = (UnixFileMode)0x1ed;

    /// <summary>Makes the image if it is not there whole.</summary>
    public async Task CreateAsync(string id, SandboxRecord record, long size, CancellationToken ct)
    {
        var image = paths.Image(id);
        if (File.Exists(image))
        {
            return;
        }

        // Under another name until it is complete, and a new one each time: the program of an interrupted try may still write.
        foreach (var old in Directory.EnumerateFiles(paths.Kept(id), "image.*.new"))
        {
            File.Delete(old);
        }

        var unfinished = $"{image}.{Guid.NewGuid():N}.new";
        await using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write))
        {
            file.SetLength(size);
        }

        // Without a reserve for growing in use, which is most of what it would write: growing is done while it is not mounted.
        var owner = string.Create(CultureInfo.InvariantCulture, $"root_owner={record.BaseUser}:{record.BaseUser}");
        string[] arguments =
            ["-q", "-F", "-m0", "-O", "encrypt,^resize_inode", "-E", $"lazy_itable_init=1,lazy_journal_init=1,nodiscard,{owner}", unfinished];
        (await launcher.RunAsync("mkfs.ext4", arguments, ct)).EnsureSuccess("mkfs.ext4");
        File.Move(unfinished, image, overwrite: true);
    }

    /// <summary>Gives the image the size it is to have, if that is more than it has. Never less: what is in it might not fit.</summary>
    public async Task GrowAsync(string id, long size, CancellationToken ct)
    {
        var image = paths.Image(id);
        if (new FileInfo(image).Length >= size)
        {
            return;
        }

        // It must not be in use; an unclean one is mended first, or it could not be resized.
        await UnmountAsync(id);
        var check = await launcher.RunAsync("e2fsck", ["-f", "-p", image], ct);
        if (check.Code > 1)
        {
            throw new IOException($"The sandbox's file system could not be checked: {check.Output}");
        }

        await using (var file = new FileStream(image, FileMode.Open, FileAccess.Write))
        {
            file.SetLength(size);
        }

        (await launcher.RunAsync("resize2fs", [image], ct)).EnsureSuccess("resize2fs");
    }

    /// <summary>Mounts the image, if it is not mounted, and makes the folders in it that are missing.</summary>
    public Task MountAsync(string id, SandboxRecord record) => launcher.InvokeAsync(() =>
    {
        var mount = paths.Mount(id);
        Directory.CreateDirectory(mount);
        if (!Directory.Exists(Path.Combine(mount, "lost+found")))
        {
            var (device, descriptor) = LoopDevice.Attach(paths.Image(id));
            using (descriptor)
            {
                // The runtime ignores these flags on its own binds, so they must hold underneath.
                var flags = Native.MountNoSuid | Native.MountNoDev;
                Native.Check(Native.Mount(device, mount, "ext4", flags, "discard"), $"Mounting {mount}");
            }
        }

        MakeFolder(paths.Content(id), record.BaseUser);
        MakeFolder(Path.Combine(paths.Content(id), "home"), record.BaseUser);
        MakeFolder(Path.Combine(paths.Content(id), "home/aura"), record.SandboxUser);
        MakeFolder(Path.Combine(paths.Content(id), "workspace"), record.SandboxUser);
        return 0;
    });

    /// <summary>Unmounts the image; its loop device frees itself.</summary>
    public Task UnmountAsync(string id) => launcher.InvokeAsync(() =>
    {
        var mount = paths.Mount(id);
        if (!Directory.Exists(mount))
        {
            return 0;
        }

        if (Native.Unmount(mount, 0) < 0 && Marshal.GetLastPInvokeError() == Native.ErrorBusy)
        {
            // Something still holds it open, a file being read for instance: it goes when that is closed.
            Native.Check(Native.Unmount(mount, Native.UnmountDetach), $"Unmounting {mount}");
        }

        Directory.Delete(mount);
        return 0;
    });

    // Inside a mount that people write to: only ever with fixed names below folders that belong to nobody inside.
    private static void MakeFolder(string path, uint owner)
    {
        if (!Directory.Exists(path))
        {
            Directory.CreateDirectory(path, Shared);
            Native.Check(Native.ChangeOwner(path, owner, owner), path);
        }
    }
}
