using System.Net;
using Microsoft.AspNetCore.Http;

namespace LinkAndMatch.Bot.Channels;

/// <summary>What is open on the machine itself and closed to all others.</summary>
public static class ThisMachine
{
    // A request that somebody passed on came from elsewhere, whoever passed it on. The last is what ASP.NET Core leaves of the others when it
    // believes a proxy: the address then reads as the proxy says, and anybody may say loopback.
    private static readonly string[] PassedOn = ["Forwarded", "X-Forwarded-For", "X-Real-IP", "Via", "X-Original-For"];

    /// <summary>True for a request that a program on this machine made, and that nobody passed on.</summary>
    public static bool Asks(HttpRequest request) =>
        request.HttpContext.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from) && !PassedOn.Any(request.Headers.ContainsKey);
}
