using LinkAndMatch.Bot.Conversation.Doors;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LinkAndMatch.Bot.Channels.BotFramework;

/// <summary>The Activity protocol's services, by name.</summary>
public static class BotFrameworkSetup
{
    private const int LargestAnswer = 1024 * 1024;
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(15);

    /// <summary><c>/api/messages</c> and the way back through the Connector. Needs <c>IActivityInbox</c>, <c>IConversationLog</c> and <c>IFileStore</c>.</summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">A setting is wrong; one sentence says which and what is expected.</exception>
    public static IServiceCollection AddBotFramework(this IServiceCollection services, IConfiguration configuration)
    {
        var options = BotFrameworkOptions.Read(configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<SigningKeys>();
        services.AddSingleton<CallerCheck>();
        services.AddSingleton<ExpectedReplies>();
        services.AddSingleton<OutgoingFiles>();
        services.AddSingleton<ConnectorTokens>();
        services.AddSingleton<ConnectorClient>();
        services.TryAddSingleton<GroupLine>();
        services.AddSingleton<MessagesEndpoint>();
        services.AddSingleton<IActivitySender, BotFrameworkSender>();
        services.AddKeyedSingleton<IAttachmentSource, BotFrameworkAttachments>(BotFrameworkAddress.Channel);
        // Their log lines would hold conversation ids and addresses.
        services.AddHttpClient(SigningKeys.Client, Bound).RemoveAllLoggers();
        services.AddHttpClient(ConnectorTokens.Client, Bound).RemoveAllLoggers();
        services.AddHttpClient(
                ConnectorClient.Client,
                c =>
                {
                    c.Timeout = CallLimit;
                    c.DefaultRequestHeaders.UserAgent.ParseAdd("Microsoft-BotFramework/3.1 LinkAndMatch.Bot/1.0");
                })
            .ConfigurePrimaryHttpMessageHandler(() => ServiceUrls.Handler(options.AllowPrivateServiceUrls))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        return services;

        static void Bound(HttpClient client)
        {
            client.Timeout = CallLimit;
            client.MaxResponseContentBufferSize = LargestAnswer;
        }
    }

    /// <summary>The bot's endpoint.</summary>
    public static void MapBotFramework(this IEndpointRouteBuilder routes) => MessagesEndpoint.Map(routes);
}
