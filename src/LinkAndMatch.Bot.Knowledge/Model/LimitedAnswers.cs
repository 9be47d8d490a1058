namespace LinkAndMatch.Bot.Knowledge.Model;

/// <summary>Reads no more of an HTTP answer than a model has any reason to send.</summary>
/// <param name="mostBytes">A longer answer is an <see cref="HttpRequestException"/>.</param>
internal sealed class LimitedAnswers(HttpMessageHandler inner, int mostBytes) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            await response.Content.LoadIntoBufferAsync(mostBytes, cancellationToken).ConfigureAwait(false);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
