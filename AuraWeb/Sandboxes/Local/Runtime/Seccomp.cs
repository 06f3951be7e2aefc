namespace AuraWeb.Sandboxes.Local.Runtime;

/// <summary>
/// System calls that a sandbox may make: those that need no capability, less what reaches across its borders. Unlisted calls
/// answer ENOSYS, so that programs take their older way; those that people know as forbidden answer EPERM.
/// </summary>
internal static class Seccomp
{
    private const string Allowed = """
        _llseek _newselect accept accept4 access alarm arch_prctl bind brk cachestat capget capset chdir chmod chown clock_getres
        clock_gettime clock_nanosleep close close_range connect copy_file_range creat dup dup2 dup3 epoll_create epoll_create1 epoll_ctl
        epoll_pwait epoll_pwait2 epoll_wait eventfd eventfd2 execve execveat exit exit_group faccessat faccessat2 fadvise64 fallocate
        fchdir fchmod fchmodat fchmodat2 fchown fchownat fcntl fdatasync fgetxattr flistxattr flock fork fremovexattr fsetxattr fstat
        fstatfs fsync ftruncate futex futex_requeue futex_wait futex_waitv futex_wake futimesat get_mempolicy get_robust_list
        get_thread_area getcpu getcwd getdents getdents64 getegid geteuid getgid getgroups getitimer getpeername getpgid getpgrp getpid
        getppid getpriority getrandom getresgid getresuid getrlimit getrusage getsid getsockname getsockopt gettid gettimeofday getuid
        getxattr getxattrat inotify_add_watch inotify_init inotify_init1 inotify_rm_watch io_cancel io_destroy io_getevents io_setup
        io_submit ioctl ioprio_get ioprio_set kill landlock_add_rule landlock_create_ruleset landlock_restrict_self lchown lgetxattr link
        linkat listen listxattr listxattrat llistxattr lremovexattr lseek lsetxattr lstat madvise mbind membarrier memfd_create mincore
        mkdir mkdirat mknod mknodat mlock mlock2 mlockall mmap mprotect mq_getsetattr mq_notify mq_open mq_timedreceive mq_timedsend
        mq_unlink mremap mseal msgctl msgget msgrcv msgsnd msync munlock munlockall munmap name_to_handle_at nanosleep newfstatat open
        openat openat2 pause pidfd_getfd pidfd_open pidfd_send_signal pipe pipe2 pkey_alloc pkey_free pkey_mprotect poll ppoll prctl
        pread64 preadv preadv2 prlimit64 process_madvise process_mrelease process_vm_readv process_vm_writev pselect6 ptrace pwrite64
        pwritev pwritev2 read readahead readlink readlinkat readv recvfrom recvmmsg recvmsg remap_file_pages removexattr removexattrat
        rename renameat renameat2 restart_syscall riscv_flush_icache riscv_hwprobe rmdir rseq rt_sigaction rt_sigpending rt_sigprocmask
        rt_sigqueueinfo rt_sigreturn rt_sigsuspend rt_sigtimedwait rt_tgsigqueueinfo sched_get_priority_max sched_get_priority_min
        sched_getaffinity sched_getattr sched_getparam sched_getscheduler sched_rr_get_interval sched_setaffinity sched_setattr
        sched_setparam sched_setscheduler sched_yield seccomp select semctl semget semop semtimedop sendfile sendmmsg sendmsg sendto
        set_mempolicy set_mempolicy_home_node set_robust_list set_thread_area set_tid_address setfsgid setfsuid setgid setgroups
        setitimer setpgid setpriority setregid setresgid setresuid setreuid setrlimit setsid setsockopt setuid setxattr setxattrat shmat
        shmctl shmdt shmget shutdown sigaltstack signalfd signalfd4 socketpair splice stat statfs statx symlink symlinkat sync
        sync_file_range syncfs sysinfo tee tgkill time timer_create timer_delete timer_getoverrun timer_gettime timer_settime
        timerfd_create timerfd_gettime timerfd_settime times tkill truncate umask uname unlink unlinkat utime utimensat utimes vfork
        wait4 waitid write writev
        """;

    private const string Forbidden = """
        acct add_key bpf chroot delete_module fanotify_init finit_module fsconfig fsmount fsopen fspick init_module ioperm iopl kcmp
        kexec_file_load kexec_load keyctl lookup_dcookie mount mount_setattr move_mount move_pages open_by_handle_at open_tree
        perf_event_open pivot_root quotactl reboot request_key setdomainname sethostname setns settimeofday clock_settime swapoff swapon
        syslog umount umount2 unshare vhangup vmsplice
        """;

    // unix, inet, inet6 and netlink. AF_VSOCK, above all, knows no network namespaces: it would reach the host.
    private static readonly int[] SocketFamilies = [1, 2, 10, 16];

    // Every namespace flag of clone(2). clone3(2) hides its flags in memory, so it is not there at all.
    private const long NamespaceFlags = 0x7E020000;

    private static readonly long[] Personalities = [0, 8, 0x20000, 0x20008, 0xffffffff];

    /// <summary>The profile in OCI form, for the machine's own architecture only: another one has other numbers for the same calls.</summary>
    public static object Profile { get; } = new
    {
        defaultAction = "SCMP_ACT_ERRNO",
        defaultErrnoRet = 38,
        architectures = new[] { NativeArchitecture() },
        syscalls = new object[]
        {
            new { names = Split(Allowed), action = "SCMP_ACT_ALLOW" },
            new { names = Split(Forbidden), action = "SCMP_ACT_ERRNO", errnoRet = 1 },
            When("clone", 0, NamespaceFlags, 0, "SCMP_CMP_MASKED_EQ"),
        }
        .Concat(SocketFamilies.Select(family => When("socket", 0, family, 0, "SCMP_CMP_EQ")))
        .Concat(Personalities.Select(value => When("personality", 0, value, 0, "SCMP_CMP_EQ")))
        .ToArray(),
    };

    private static object When(string name, int argument, long value, long second, string comparison) => new
    {
        names = new[] { name },
        action = "SCMP_ACT_ALLOW",
        args = new[] { new { index = argument, value, valueTwo = second, op = comparison } },
    };

    private static string[] Split(string names) => names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static string NativeArchitecture() => System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "SCMP_ARCH_X86_64",
        System.Runtime.InteropServices.Architecture.Arm64 => "SCMP_ARCH_AARCH64",
        var other => throw new PlatformNotSupportedException($"Sandboxes are not supported on {other}."),
    };
}
