using System.Diagnostics;
using System.Runtime.InteropServices;

namespace LinkAndMatch.Bot.FaultTests;

/// <summary>The bot as a process of its own, to be killed.</summary>
internal sealed partial class BotProcess : IAsyncDisposable
{
    private const int Terminate = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>The bot with its largest parts compiled, where the build made it.</summary>
    private static readonly string s_host = new[] { Path.Combine(AppContext.BaseDirectory, "ready", "CrashHost.dll"), typeof(CrashHost.CrashPlan).Assembly.Location }.First(File.Exists);

    private readonly Process _process;
    private readonly List<string> _lines = [];
    private readonly TaskCompletionSource _warm = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _working = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private int _disposed;

    private BotProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Read, compiled and waiting for <see cref="Go"/>.</summary>
    public Task WarmAsync() => HeardAsync(_warm.Task, "warm");

    /// <summary>All services have started.</summary>
    public Task StartedAsync() => HeardAsync(_started.Task, "started");

    /// <summary>All services have started, or it died of it.</summary>
    public Task StartedOrDeadAsync() => Task.WhenAny(_started.Task, _process.WaitForExitAsync()).WaitAsync(Patience);

    /// <summary>The first turn is committed or the first reply is on its way.</summary>
    public Task WorkingAsync() => HeardAsync(_working.Task, "working");

    public static BotProcess Start(string folder, IReadOnlyDictionary<string, string> settings)
    {
        var start = new ProcessStartInfo("dotnet", [s_host])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        // It lives for seconds: code that is made better after it ran often (this many milliseconds, in hex, after the last was compiled) comes too late.
        start.Environment["DOTNET_TC_CallCountingDelayMs"] = "2710";
        foreach (var (name, value) in settings) start.Environment[name] = value;
        return new BotProcess(Process.Start(start)!);
    }

    public void Go() => _process.StandardInput.WriteLine("go");

    /// <summary><c>kill -9</c>.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Waits for a death that was planned.</summary>
    public async Task<bool> DiedWithinAsync(TimeSpan limit)
    {
        using var patience = new CancellationTokenSource(limit);
        await _process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return _process.HasExited;
    }

    /// <summary>Asks it to end, as a supervisor does.</summary>
    /// <returns>How long it took and its exit code.</returns>
    public async Task<(TimeSpan Took, int ExitCode)> TerminateAsync()
    {
        var since = Stopwatch.StartNew();
        _ = Signal(_process.Id, Terminate);
        if (!await DiedWithinAsync(Patience)) throw new TimeoutException($"The bot did not end within {Patience}. It said:\n{Said}");
        return (since.Elapsed, _process.ExitCode);
    }

    public Task ExitAsync() => _process.WaitForExitAsync();

    /// <summary>What it wrote so far.</summary>
    public string Said
    {
        get
        {
            lock (_lines) return string.Join('\n', _lines);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1) return;
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null) return;
        lock (_lines) _lines.Add(line);
        if (line == "warm") _warm.TrySetResult();
        if (line == "started") _started.TrySetResult();
        if (line == "working") _working.TrySetResult();
    }

    private async Task HeardAsync(Task word, string what)
    {
        var exit = _process.WaitForExitAsync();
        try
        {
            if (await Task.WhenAny(word, exit).WaitAsync(Patience) == word || word.IsCompleted) return;
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"The bot was not {what} after {Patience}. It said:\n{Said}");
        }
        throw new InvalidOperationException($"The bot ended before it was {what}. It said:\n{Said}");
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}
