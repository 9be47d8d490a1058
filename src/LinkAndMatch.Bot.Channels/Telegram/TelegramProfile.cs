using LinkAndMatch.Bot.Conversation.Dialogs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;

namespace LinkAndMatch.Bot.Channels.Telegram;

/// <summary>At start: the list of commands in each language and what the bot says about itself. The chat works without it.</summary>
public sealed class TelegramProfile(TelegramConnection telegram, DialogCatalog catalog, TimeProvider clock, ILogger<TelegramProfile> logger) : BackgroundService
{
    private const int Attempts = 5;

    /// <summary>Indonesian is also what people of all other languages see. Telegram knows languages by two letters only.</summary>
    private readonly (string Language, string? Code)[] _languages = [.. catalog.Texts.Languages.Where(l => l.Length == 2).Select(l => (l, l == Texts.Home ? null : l))];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var backOff = new BackOff(clock);
        try
        {
            while (!await TryAsync("setMyCommands", () => SetCommandsAsync(stoppingToken)).ConfigureAwait(false) && backOff.Failures < Attempts)
            {
                await backOff.WaitAsync(backOff.Next(), stoppingToken).ConfigureAwait(false);
            }

            await TryAsync("setMyDescription", () => DescribeAsync(stoppingToken)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Set at the next start.
        }
    }

    private async Task SetCommandsAsync(CancellationToken stopping)
    {
        var first = 0;
        foreach (var (language, code) in _languages)
        {
            var commands = Commands(language);
            if (commands.Count == 0) continue;
            await telegram.Client.SetMyCommands(commands, languageCode: code, cancellationToken: stopping).ConfigureAwait(false);
            if (first == 0) first = commands.Count;
        }

        logger.CommandsSet(_languages.Length, first);
    }

    private List<BotCommand> Commands(string language)
    {
        var commands = new List<BotCommand>();
        foreach (var command in catalog.Commands)
        {
            var key = $"commands.{command.Names[0].TrimStart('/')}.about";
            if (!catalog.Texts.Has(key, language)) continue;
            var name = language == "en" && command.Names.Count > 1 ? command.Names[1] : command.Names[0];
            commands.Add(new BotCommand(name.TrimStart('/'), catalog.Texts.Label(key, language)));
        }

        return commands;
    }

    /// <summary>Telegram allows few changes a day, so what stands is looked at first.</summary>
    private async Task DescribeAsync(CancellationToken stopping)
    {
        var (bot, texts) = (telegram.Client, catalog.Texts);
        foreach (var (language, code) in _languages)
        {
            if (texts.Has("telegram.description", language) && texts.Label("telegram.description", language) is var description
                && (await bot.GetMyDescription(code, stopping).ConfigureAwait(false)).Description != description)
            {
                await bot.SetMyDescription(description, code, stopping).ConfigureAwait(false);
            }

            if (texts.Has("telegram.about", language) && texts.Label("telegram.about", language) is var about
                && (await bot.GetMyShortDescription(code, stopping).ConfigureAwait(false)).ShortDescription != about)
            {
                await bot.SetMyShortDescription(about, code, stopping).ConfigureAwait(false);
            }
        }
    }

    private async Task<bool> TryAsync(string call, Func<Task> act)
    {
        try
        {
            await act().ConfigureAwait(false);
            return true;
        }
        catch (RequestException failure)
        {
            logger.SetUpFailed(call, TelegramOutcome.CodeOf(failure));
            return false;
        }
    }
}
