using System.Diagnostics;
using System.Text;
using System.Text.Json;
using LinkAndMatch.Bot.Testing;

namespace LinkAndMatch.Bot.Clients.Tests;

/// <summary>Runs a script of <c>tests/clients</c> with Node. The script's own checks decide; what it printed is shown when they fail.</summary>
internal static class NodeScript
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(6);

    public static string Folder { get; } = Path.Combine(BotProcess.Root, "tests", "clients");

    /// <summary>Starts a script that is told what to do while it runs.</summary>
    public static Process Start(string name, params (string Name, string Value)[] environment)
    {
        Assert.True(Directory.Exists(Path.Combine(Folder, "node_modules")), "The clients are not there: run 'npm ci' in tests/clients first (tests/run does).");
        var start = new ProcessStartInfo("node", [name]) { WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (key, value) in environment) start.Environment[key] = value;
        return Process.Start(start)!;
    }

    /// <summary>Holds activities of the bot against the published JSON Schema and the schema of Microsoft's living SDK.</summary>
    public static async Task CheckActivitiesAsync(IEnumerable<JsonElement> activities)
    {
        var path = Path.GetTempFileName();
        await File.WriteAllLinesAsync(path, activities.Select(a => JsonSerializer.Serialize(a)));
        await RunAsync("activities.mjs", ("ACTIVITIES", path));
        File.Delete(path);
    }

    /// <summary>Runs a script to its end.</summary>
    public static async Task<string> RunAsync(string name, params (string Name, string Value)[] environment)
    {
        using var process = Start(name, environment);
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{name} did not end within {Limit}: {output}");
        }
        Assert.True(process.ExitCode == 0, $"{name} ended with {process.ExitCode}:\n{output}");
        TestContext.Current.SendDiagnosticMessage("{0}", output.ToString());
        return output.ToString();

        void Keep(string? line)
        {
            lock (output) output.AppendLine(line);
        }
    }
}
