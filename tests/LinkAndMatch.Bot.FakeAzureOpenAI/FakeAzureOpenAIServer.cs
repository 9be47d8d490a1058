using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace LinkAndMatch.Bot.FakeAzureOpenAI;

/// <summary>A fake Azure OpenAI resource on 127.0.0.1 that remembers every call and answers as it is told.</summary>
public sealed class FakeAzureOpenAIServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<RecordedCall> _calls = new();
    private readonly WebApplication _app;
    private int _busy;
    private int _hanging;

    private FakeAzureOpenAIServer(int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <summary>The address to give to the bot as <c>AzureOpenAI__Endpoint</c>.</summary>
    public string Endpoint { get; private set; } = "";

    /// <summary>What it answers; embeddings it makes itself unless this gives something.</summary>
    public Func<RecordedCall, FakeAnswer?> Answers { get; set; } = HonestModel.Answer;

    public IReadOnlyList<RecordedCall> Calls => [.. _calls];

    /// <summary>True while a call hangs: only time can end it.</summary>
    public bool Hangs => Volatile.Read(ref _hanging) > 0;

    /// <summary>True while a call is being read or answered.</summary>
    public bool IsBusy => Volatile.Read(ref _busy) > 0;

    /// <summary>Raised when a call has been read, before it is answered.</summary>
    public event Action<RecordedCall>? Called;

    /// <param name="port">0: any free port.</param>
    public static async Task<FakeAzureOpenAIServer> StartAsync(int port = 0)
    {
        var server = new FakeAzureOpenAIServer(port);
        await server._app.StartAsync();
        server.Endpoint = server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return server;
    }

    public void Forget() => _calls.Clear();

    public Task WaitForShutdownAsync() => _app.WaitForShutdownAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        Interlocked.Increment(ref _busy);
        try
        {
            await TakeAsync(http);
        }
        finally
        {
            Interlocked.Decrement(ref _busy);
        }
    }

    private async Task TakeAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var call = new RecordedCall(
            http.Request.Path, http.Request.QueryString.Value ?? "", await reader.ReadToEndAsync(http.RequestAborted),
            http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase));
        _calls.Enqueue(call);
        Called?.Invoke(call);
        var answer = Answers(call) ?? (call.IsEmbedding ? FakeAnswer.Embeddings(call) : FakeAnswer.Fails(404));
        if (answer.Hangs)
        {
            Interlocked.Increment(ref _hanging);
            try
            {
                await Task.Delay(Timeout.Infinite, http.RequestAborted);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            finally
            {
                Interlocked.Decrement(ref _hanging);
            }
        }

        http.Response.StatusCode = answer.Status;
        http.Response.ContentType = answer.ContentType;
        foreach (var (name, value) in answer.Headers) http.Response.Headers[name] = value;
        await http.Response.WriteAsync(answer.Body, http.RequestAborted);
    }
}
