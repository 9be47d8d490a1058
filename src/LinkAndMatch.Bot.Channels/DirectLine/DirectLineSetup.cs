using LinkAndMatch.Bot.Conversation.Doors;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LinkAndMatch.Bot.Channels.DirectLine;

/// <summary>Direct Line's services, by name.</summary>
public static class DirectLineSetup
{
    /// <summary><c>/v3/directline</c>. Needs <c>IActivityInbox</c>, <c>IConversationLog</c> and <c>IFileStore</c>; the host must use WebSockets.</summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">A setting is wrong; one sentence says which and what is expected.</exception>
    public static IServiceCollection AddDirectLine(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(DirectLineOptions.Read(configuration));
        services.AddSingleton<DirectLineKeys>();
        services.AddSingleton<DirectLineTokens>();
        services.AddSingleton<DirectLineAccess>();
        services.AddSingleton<DirectLineLinks>();
        services.AddSingleton<DirectLineWriter>();
        services.AddSingleton<DirectLineStreams>();
        services.AddSingleton<DirectLineInbox>();
        services.AddSingleton<RateLimits>();
        services.AddSingleton<DirectLineEndpoints>();
        services.AddSingleton<FilesEndpoint>();
        services.AddSingleton<DirectLineUploads>();
        services.AddHostedService(s => s.GetRequiredService<DirectLineUploads>());
        services.AddSingleton<IActivitySender, DirectLineSender>();
        services.AddKeyedSingleton<IAttachmentSource>(DirectLineNames.Channel, (s, _) => s.GetRequiredService<DirectLineUploads>());
        return services;
    }

    /// <summary>The calls, the stream and the files.</summary>
    public static void MapDirectLine(this IEndpointRouteBuilder routes)
    {
        // A key file that cannot be used stops the start, not the first person who chats.
        routes.ServiceProvider.GetRequiredService<DirectLineKeys>();
        DirectLineEndpoints.Map(routes);
        FilesEndpoint.Map(routes);
    }
}
