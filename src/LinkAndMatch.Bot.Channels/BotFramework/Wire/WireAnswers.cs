using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LinkAndMatch.Bot.Channels.BotFramework.Wire;

/// <summary>Writes answers in the wire's own JSON.</summary>
internal static class WireAnswers
{
    public static Task RefuseAsync(this HttpResponse response, int status, string code, string message) =>
        response.WriteWireAsync(status, new WireFailure(new WireError(code, message)), WireJson.Wire.WireFailure);

    /// <summary>Does the work of a call. Whatever keeps it from its end is told in the one shape, too: to come again.</summary>
    public static async Task GuardAsync(this HttpContext http, Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (BadHttpRequestException broken) when (!http.Response.HasStarted)
        {
            await http.Response.RefuseAsync(broken.StatusCode, "BadSyntax", "The request broke off or cannot be read.").ConfigureAwait(false);
        }
        catch (Exception failure) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(nameof(WireAnswers)).CallFailed(failure.GetType().Name);
            await http.Response.LaterAsync(TimeSpan.FromSeconds(5)).ConfigureAwait(false);
        }
    }

    /// <summary>Nothing was taken: come again.</summary>
    public static Task LaterAsync(this HttpResponse response, TimeSpan after)
    {
        response.Headers.RetryAfter = ((int)after.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return response.RefuseAsync(StatusCodes.Status503ServiceUnavailable, "ServiceUnavailable", "The bot cannot do this now; send it again.");
    }

    public static async Task WriteWireAsync<T>(this HttpResponse response, int status, T body, JsonTypeInfo<T> type)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, type);
        response.StatusCode = status;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = bytes.Length;
        response.Headers.CacheControl = "no-store";
        await response.Body.WriteAsync(bytes, response.HttpContext.RequestAborted).ConfigureAwait(false);
    }
}
