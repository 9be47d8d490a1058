using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LinkAndMatch.Bot.Testing;

namespace LinkAndMatch.Bot.Clients.Tests.Conversations;

/// <summary>The people of <c>tests/clients/people.mjs</c>: Microsoft's own clients in a program of Node, told what to do. Every activity that they hear is held against both schemas there.</summary>
public sealed class People : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> waiting = new();
    private readonly StringBuilder complaints = new();
    private readonly SemaphoreSlim turn = new(1, 1);
    private Process process = null!;
    private int number;

    /// <summary>Where the program plays the services that publish keys, hand out tokens and take late replies.</summary>
    public string Issuer { get; private set; } = "";

    public ValueTask InitializeAsync()
    {
        var port = BotProcess.FreePort();
        Issuer = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        using var rsa = RSA.Create(2048);
        process = NodeScript.Start(
            "people.mjs",
            ("ISSUER_PORT", port.ToString(CultureInfo.InvariantCulture)), ("ISSUER_KEY", rsa.ExportPkcs8PrivateKeyPem()),
            ("APP_ID", RegisteredBot.AppId), ("OTHER_BOT", RegisteredBot.OtherBot), ("PAGE", RunningBot.Page));
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Complain(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return ValueTask.CompletedTask;
    }

    /// <summary>Has something done and waits for what comes of it.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message says how.</exception>
    /// <param name="ahead">How far the bot's clock was put forward.</param>
    public async Task<JsonElement> AskAsync(string does, string key, TimeSpan ahead, JsonObject? what = null)
    {
        var mine = Interlocked.Increment(ref number);
        var answer = waiting[mine] = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        var command = what ?? [];
        (command["number"], command["does"], command["key"], command["ahead"]) = (mine, does, key, (long)ahead.TotalMilliseconds);
        await turn.WaitAsync();
        try
        {
            await process.StandardInput.WriteLineAsync(command.ToJsonString());
            await process.StandardInput.FlushAsync();
        }
        finally
        {
            turn.Release();
        }

        var done = await answer.Task.WaitAsync(Patience);
        return done.TryGetProperty("failure", out var failure) ? throw new InvalidOperationException($"{does}: {failure.GetString()}") : done;
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        try
        {
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(10));
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
        }
        process.Dispose();
        turn.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            foreach (var left in waiting.Values) left.TrySetException(new InvalidOperationException($"The people are gone: {complaints}"));
            return;
        }
        var answer = JsonElement.Parse(line);
        if (waiting.TryRemove(answer.GetProperty("number").GetInt32(), out var asked)) asked.TrySetResult(answer);
    }

    private void Complain(string? line)
    {
        lock (complaints) complaints.AppendLine(line);
    }
}
