using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LinkAndMatch.Bot.Channels.WebChat;

/// <summary>The page's services, by name.</summary>
public static class WebChatSetup
{
    /// <summary>The page at <c>/</c>. Needs Direct Line's services and the dialogs' texts.</summary>
    public static IServiceCollection AddWebChat(this IServiceCollection services) =>
        services.AddSingleton<TelegramName>().AddSingleton<WebChatAssets>().AddSingleton<WebChatPage>().AddSingleton<WebChatEndpoints>();

    /// <summary>The page, its files and its tokens.</summary>
    public static void MapWebChat(this IEndpointRouteBuilder routes) => WebChatEndpoints.Map(routes);
}
