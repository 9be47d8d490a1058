using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace LinkAndMatch.Bot.Channels.BotFramework.Wire;

/// <summary>Writes answers in the wire's own JSON.</summary>
internal static class WireAnswers
{
    public static Task RefuseAsync(this HttpResponse response, int status, string code, string message) =>
        response.WriteWireAsync(status, new WireFailure(new WireError(code, message)), WireJson.Wire.WireFailure);

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
