using Microsoft.AspNetCore.Http;

namespace LinkAndMatch.Bot.Channels.Tests.BotFramework;

/// <summary>A service that answers without end, until the other side has had enough.</summary>
internal sealed class Endless
{
    private readonly TaskCompletionSource left = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Waits until the other side has gone.</summary>
    public Task LeftAsync() => left.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

    public async Task AnswerAsync(HttpContext http)
    {
        http.Response.ContentType = "application/json";
        var more = new string(' ', 64 * 1024);
        try
        {
            while (!http.RequestAborted.IsCancellationRequested) await http.Response.WriteAsync(more, http.RequestAborted);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            // As it should be.
        }
        left.TrySetResult();
    }
}
