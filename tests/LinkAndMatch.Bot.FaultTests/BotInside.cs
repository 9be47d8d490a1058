using LinkAndMatch.Bot.Starting;
using LinkAndMatch.Bot.Turns;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LinkAndMatch.Bot.FaultTests;

/// <summary>The whole bot in this process, where a test can reach into it.</summary>
internal sealed class BotInside : IAsyncDisposable
{
    private readonly WebApplication _server;

    private BotInside(WebApplication server) => _server = server;

    public IServiceProvider Services => _server.Services;

    /// <summary>Where it listens.</summary>
    public Uri Url => new(_server.Urls.First());

    public static async Task<BotInside> StartAsync(
        Stage stage, Action<IServiceCollection>? more = null, params (string Name, string Value)[] settings)
    {
        var all = new Dictionary<string, string>(stage.Settings);
        // Its faults are on purpose here; what comes of them is looked up in the store.
        all["Logging__LogLevel__Default"] = "None";
        foreach (var (name, value) in settings) all[name] = value;
        string[] args = [.. all.Select(s => $"--{s.Key.Replace("__", ":", StringComparison.Ordinal).Replace("ASPNETCORE_", "", StringComparison.Ordinal)}={s.Value}")];
        var server = BotHost.BuildServer(args, builder => more?.Invoke(builder.Services));
        try
        {
            await server.PrepareAsync();
            await server.StartAsync();
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
        return new BotInside(server);
    }

    /// <summary>Tells the conversation's lane in this bot to look, whether or not the lane lives elsewhere.</summary>
    public void Wake(string conversationId) => Services.GetRequiredService<LaneWaker>().Wake(conversationId);

    public Task StopAsync() => _server.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync();
        await _server.DisposeAsync();
    }
}
