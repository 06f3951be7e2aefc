namespace AuraWeb.Sandboxes.Local.Runtime;

/// <summary>The files of <c>/etc</c> that all sandboxes share.</summary>
internal static class EtcFiles
{
    // Builtins only: starting a shell, and every prompt, runs no program.
    private const string Shell = """
        # What every interactive shell starts with. ~/.bashrc comes after it.
        case $- in *i*) ;; *) return ;; esac
        shopt -s checkwinsize histappend globstar
        HISTCONTROL=ignoreboth HISTSIZE=10000 HISTFILESIZE=20000

        __aura_look() {
            local folder=$PWD head
            __aura_branch=
            while [[ -n $folder ]]; do
                if [[ -r $folder/.git/HEAD ]]; then
                    read -r head < "$folder/.git/HEAD"
                    case $head in
                        'ref: refs/heads/'*) __aura_branch=" ${head#ref: refs/heads/}" ;;
                        *) __aura_branch=" ${head:0:7}" ;;
                    esac
                    return
                fi
                folder=${folder%/*}
            done
        }
        PROMPT_COMMAND=__aura_look
        PS1='\[\e[1;34m\]\w\[\e[35m\]${__aura_branch}\[\e[0m\] \[\e[32m\]\$\[\e[0m\] '
        PROMPT_DIRTRIM=3

        alias ls='ls --color=auto' ll='ls -alF' la='ls -A' l='ls -CF'
        alias grep='grep --color=auto' diff='diff --color=auto'
        [ -r /usr/share/bash-completion/bash_completion ] && . /usr/share/bash-completion/bash_completion

        """;

    private const string Profile = """
        # What every login shell starts with.
        umask 022
        if [ -n "$BASH_VERSION" ]; then
            . /etc/bash.bashrc
            if [ ! -e ~/.bash_profile ] && [ ! -e ~/.bash_login ] && [ ! -e ~/.profile ] && [ -r ~/.bashrc ]; then
                . ~/.bashrc
            fi
        fi

        """;

    /// <summary>Name and content of each.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["passwd"] = "root:x:0:0:root:/root:/usr/sbin/nologin\ninit:x:999:999::/:/usr/sbin/nologin\naura:x:1000:1000:Aura:/home/aura:/bin/bash\nnobody:x:65534:65534:nobody:/:/usr/sbin/nologin\n",
        ["group"] = "root:x:0:\ntty:x:5:\ninit:x:999:\naura:x:1000:\nnogroup:x:65534:\n",
        ["nsswitch.conf"] = "passwd: files\ngroup: files\nhosts: files dns\nservices: files\nprotocols: files\n",
        ["resolv.conf"] = "nameserver 10.0.2.3\noptions timeout:3 attempts:2\n",
        ["profile"] = Profile,
        ["bash.bashrc"] = Shell,
        ["inputrc"] = "set bell-style none\nset enable-bracketed-paste on\nset colored-stats on\n\"\\e[1;5D\": backward-word\n\"\\e[1;5C\": forward-word\n\"\\e[H\": beginning-of-line\n\"\\e[F\": end-of-line\n\"\\e[3~\": delete-char\n",
        ["gitconfig"] = "[init]\n\tdefaultBranch = main\n[core]\n\tpager = less -FRX\n",
        ["services"] = "domain 53/tcp\ndomain 53/udp\nhttp 80/tcp\nhttps 443/tcp\nssh 22/tcp\ngit 9418/tcp\n",
        ["protocols"] = "ip 0 IP\nicmp 1 ICMP\ntcp 6 TCP\nudp 17 UDP\nipv6 41 IPv6\nipv6-icmp 58 IPv6-ICMP\n",
        ["shells"] = "/bin/sh\n/bin/bash\n",
    };
}
