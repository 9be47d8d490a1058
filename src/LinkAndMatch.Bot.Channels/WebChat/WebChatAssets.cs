using System.Collections.Concurrent;
using System.IO.Compression;
using System.Security.Cryptography;
using LinkAndMatch.Bot.Channels.BotFramework.Wire;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;

namespace LinkAndMatch.Bot.Channels.WebChat;

/// <summary>Styles and scripts of the page. Microsoft's Web Chat itself is fetched by the build; where that could not be, there is none.</summary>
public sealed class WebChatAssets
{
    /// <summary>Microsoft's bundle.</summary>
    public const string Bundle = "webchat.js";

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [Bundle] = "text/javascript; charset=utf-8",
        ["page.js"] = "text/javascript; charset=utf-8",
        ["page.css"] = "text/css; charset=utf-8",
        ["icon.svg"] = "image/svg+xml",
    };

    private readonly ConcurrentDictionary<string, Asset?> kept = new(StringComparer.Ordinal);
    private readonly string? bundle;

    public WebChatAssets(IWebHostEnvironment environment)
    {
        string[] places = [environment.WebRootPath ?? "", Path.Combine(environment.ContentRootPath, "wwwroot"), Path.Combine(AppContext.BaseDirectory, "wwwroot")];
        bundle = places.Where(p => p.Length > 0).Select(p => Path.Combine(p, "webchat", Bundle)).FirstOrDefault(File.Exists);
    }

    /// <summary>True when Web Chat was fetched by the build.</summary>
    public bool HasBundle => bundle is not null;

    /// <summary>The address of a file; it changes with the content, so that browsers may keep it for ever.</summary>
    public string AddressOf(string name) => $"/webchat/{name}?v={Find(name)?.Tag}";

    internal async Task ServeAsync(HttpContext http, string name)
    {
        if (Find(name) is not { } asset)
        {
            await http.Response.RefuseAsync(StatusCodes.Status404NotFound, "NotFound", "There is no such file.").ConfigureAwait(false);
            return;
        }

        var headers = http.Response.Headers;
        headers.ETag = $"\"{asset.Tag}\"";
        headers.Vary = "Accept-Encoding";
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = http.Request.Query["v"] == asset.Tag ? "public, max-age=31536000, immutable" : "no-cache";
        if (http.Request.Headers.IfNoneMatch == headers.ETag)
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        var (encoding, content) = http.Request.Headers.AcceptEncoding.ToString() switch
        {
            var a when a.Contains("br", StringComparison.Ordinal) => ("br", asset.Brotli),
            var a when a.Contains("gzip", StringComparison.Ordinal) => ("gzip", asset.Gzip),
            _ => (null, asset.Plain),
        };
        if (encoding is not null) headers.ContentEncoding = encoding;
        headers.ContentType = Types[name];
        headers.ContentLength = content.Length;
        await http.Response.Body.WriteAsync(content, http.RequestAborted).ConfigureAwait(false);
    }

    private Asset? Find(string name) => Types.ContainsKey(name) ? kept.GetOrAdd(name, Load) : null;

    private Asset? Load(string name)
    {
        if (name == Bundle) return bundle is null ? null : new Asset(File.ReadAllBytes(bundle));
        using var stream = typeof(WebChatAssets).Assembly.GetManifestResourceStream($"webchat.{name}")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new Asset(bytes);
    }

    private sealed class Asset(byte[] plain)
    {
        // Compressed once, when first asked for: the bundle is 4 MB, and people pay for their data.
        private readonly Lazy<byte[]> brotli = new(() => Compressed(plain, s => new BrotliStream(s, CompressionLevel.Optimal)));
        private readonly Lazy<byte[]> gzip = new(() => Compressed(plain, s => new GZipStream(s, CompressionLevel.Optimal)));

        public byte[] Plain => plain;
        public byte[] Brotli => brotli.Value;
        public byte[] Gzip => gzip.Value;
        public string Tag { get; } = Base64UrlEncoder.Encode(SHA256.HashData(plain), 0, 9);

        private static byte[] Compressed(byte[] plain, Func<Stream, Stream> encoder)
        {
            using var to = new MemoryStream();
            using (var encoded = encoder(to)) encoded.Write(plain);
            return to.ToArray();
        }
    }
}
