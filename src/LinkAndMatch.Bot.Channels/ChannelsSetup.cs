using LinkAndMatch.Bot.Channels.Telegram;
using LinkAndMatch.Bot.Channels.Terminal;
using LinkAndMatch.Bot.Conversation.Dialogs;
using LinkAndMatch.Bot.Conversation.Doors;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace LinkAndMatch.Bot.Channels;

/// <summary>The channels' services, by name.</summary>
public static class ChannelsSetup
{
    /// <summary>
    /// Telegram, in and out. Without a token the channel is off and only its settings are checked.
    /// Needs <c>IActivityInbox</c>, <c>IFileStore</c>, <see cref="DialogCatalog"/> and a <see cref="TimeProvider"/>.
    /// </summary>
    /// <exception cref="OptionsValidationException">A setting cannot be read; one sentence says which and what is expected.</exception>
    public static IServiceCollection AddTelegram(this IServiceCollection services, IConfiguration configuration)
    {
        SettingsText.Check(configuration);
        services.AddOptions<TelegramOptions>().BindConfiguration("Telegram").ValidateOnStart();
        services.AddOptions<OfficersOptions>().BindConfiguration("Officers").ValidateOnStart();
        services.AddSingleton<IValidateOptions<TelegramOptions>, TelegramOptionsCheck>();
        services.AddSingleton<IValidateOptions<OfficersOptions>, OfficersOptionsCheck>();
        if (string.IsNullOrEmpty(configuration["Telegram:BotToken"])) return services;

        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddSingleton<TelegramConnection>();
        services.AddSingleton<OfficersGroup>();
        services.AddSingleton<TelegramMeter>();
        services.AddSingleton<TelegramHealth>();
        services.AddSingleton<TelegramFrontDoor>();
        services.TryAddSingleton<GroupLine>();
        services.AddSingleton<TelegramCourtesies>();
        services.AddSingleton<IActivitySender, TelegramSender>();
        services.AddKeyedSingleton<IAttachmentSource, TelegramAttachments>(TelegramAdapter.ChannelId);
        services.AddHealthChecks().AddCheck<TelegramHealth>("telegram");
        services.AddHostedService(s => s.GetRequiredService<TelegramCourtesies>());
        services.AddHostedService<TelegramProfile>();
        if (SettingsText.IsWebhook(configuration)) services.AddHostedService<TelegramWebhook>();
        else services.AddHostedService<TelegramPoller>();
        return services;
    }

    /// <summary>The webhook, where that is how updates come; else nothing.</summary>
    public static void MapTelegram(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetRequiredService<IOptions<TelegramOptions>>().Value is { IsOn: true, Mode: TelegramMode.Webhook }) TelegramEndpoint.Map(routes);
    }

    /// <summary>The chat in the terminal. The host calls <see cref="TerminalChat.RunAsync"/>. Needs <c>IActivityInbox</c>, <c>IConversationLog</c> and <see cref="DialogCatalog"/>.</summary>
    public static IServiceCollection AddTerminal(this IServiceCollection services, TerminalOptions? options = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options ?? new TerminalOptions());
        services.AddSingleton<TerminalChat>();
        services.AddSingleton<IActivitySender>(s => s.GetRequiredService<TerminalChat>());
        services.AddKeyedSingleton<IAttachmentSource, TerminalAttachments>(TerminalChat.ChannelId);
        return services;
    }
}
