using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace LinkAndMatch.Bot.Channels.Tests.Telegram;

/// <summary>A Bot API server whose updates go to somebody else.</summary>
internal sealed class ConflictServer
{
    private int _polls;

    public bool Conflicts { get; set; } = true;

    public int Polls => _polls;

    public string BaseUrl { get; private set; } = "";

    public async Task<IAsyncDisposable> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(async http =>
        {
            http.Response.ContentType = "application/json";
            var poll = http.Request.Path.Value!.EndsWith("getUpdates", StringComparison.OrdinalIgnoreCase);
            if (poll) Interlocked.Increment(ref _polls);
            if (poll && Conflicts)
            {
                http.Response.StatusCode = 409;
                await http.Response.WriteAsync("""{"ok":false,"error_code":409,"description":"Conflict: terminated by other getUpdates request"}""");
                return;
            }

            await http.Response.WriteAsync(poll ? """{"ok":true,"result":[]}""" : """{"ok":true,"result":true}""");
        });
        await app.StartAsync();
        BaseUrl = app.Urls.First();
        return app;
    }
}
