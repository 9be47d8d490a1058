using Microsoft.AspNetCore.Http;

namespace LinkAndMatch.Bot.Channels.DirectLine;

/// <summary>Which pages may speak to us.</summary>
internal static class Origins
{
    /// <summary>True when a browser says that some page is asking.</summary>
    public static bool IsBrowser(HttpRequest request) => request.Headers.ContainsKey("Origin");

    /// <summary>True without a page, for our own page, and for one of those named.</summary>
    public static bool IsTrusted(HttpRequest request, IReadOnlyList<string> named) =>
        !request.Headers.TryGetValue("Origin", out var given)
        || (given is [{ } origin] && (IsOwn(request, origin) || named.Contains(origin, StringComparer.OrdinalIgnoreCase)));

    /// <summary>Compared by host and port: behind a proxy that ends TLS the scheme differs.</summary>
    public static bool IsOwn(HttpRequest request, string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && string.Equals(uri.Authority, WithoutUsualPort(request), StringComparison.OrdinalIgnoreCase);

    /// <summary>The scheme by which the caller reached us: only used in addresses given back to that very caller.</summary>
    public static string Scheme(HttpRequest request) =>
        request.IsHttps || request.Headers["X-Forwarded-Proto"].ToString().StartsWith("https", StringComparison.OrdinalIgnoreCase) ? "https" : "http";

    private static string WithoutUsualPort(HttpRequest request) =>
        request.Host.Port is 80 or 443 ? request.Host.Host : request.Host.Value ?? "";
}
