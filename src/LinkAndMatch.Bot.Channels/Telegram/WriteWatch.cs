using System.Net;

namespace LinkAndMatch.Bot.Channels.Telegram;

/// <summary>The request failed before a byte of its body was written: surely nobody acted on it.</summary>
public sealed class NeverWrittenException(Exception cause) : HttpRequestException("The request was not written.", cause);

/// <summary>
/// Tells a call that never left from one of which nobody knows. The body is the mark: a Bot API call acts on nothing before its body has come,
/// and a body that was never asked for was never written, whether the name, the connection, the handshake or a free place in the pool was missing.
/// </summary>
internal sealed class WriteWatch(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is not { } body) return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var watched = new WatchedBody(body);
        request.Content = watched;
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (!watched.Begun)
        {
            throw new NeverWrittenException(failure);
        }
        finally
        {
            request.Content = body;
        }
    }

    private sealed class WatchedBody : HttpContent
    {
        private readonly HttpContent _body;

        public WatchedBody(HttpContent body)
        {
            _body = body;
            foreach (var header in body.Headers.NonValidated) Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        public bool Begun { get; private set; }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            Begun = true;
            return _body.CopyToAsync(stream, context, cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _body.Headers.ContentLength ?? -1;
            return length >= 0;
        }
    }
}
