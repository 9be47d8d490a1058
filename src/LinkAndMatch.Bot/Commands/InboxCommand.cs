using System.Globalization;
using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Dialogs;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Replies;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Officers;
using LinkAndMatch.Bot.Partnering.Store;
using LinkAndMatch.Bot.Turns;

namespace LinkAndMatch.Bot.Commands;

/// <summary>
/// The officers' inbox in the terminal: the same cards and the same acts as in their group, by the same pure turn. What it says to owners are
/// events that wait in their inboxes for the server.
/// </summary>
internal sealed class InboxCommand(
    TurnRunner runner, DialogCatalog dialogs, IServiceScopeFactory scopes, StoreTransaction transactions, TimeProvider clock)
{
    private static readonly ConversationReference Desk = new("terminal", "local", "inbox") { Officers = true };

    private readonly ChannelAccount officer = new(Environment.UserName, Environment.UserName);
    private ConversationState state = new();
    private int said;

    /// <summary>Lists what waits; a number opens a card, a number below it acts, an empty line goes back, the end of the input ends.</summary>
    public Task RunAsync(TextReader input, TextWriter output, CancellationToken cancellation) =>
        RunAsync((inbox, c) => inbox.ListAsync(c), "inbox.head", "inbox.empty", input, output, cancellation);

    /// <summary>The same with what officers answered: to publish, change or withdraw.</summary>
    public Task RunAnswersAsync(TextReader input, TextWriter output, CancellationToken cancellation) =>
        RunAsync((inbox, c) => inbox.ListAnswersAsync(c), "inbox.answers", "inbox.no_answers", input, output, cancellation);

    private async Task RunAsync(
        Func<OfficersInbox, CancellationToken, Task<IReadOnlyList<OfficersInboxEntry>>> list, string head, string empty, TextReader input, TextWriter output, CancellationToken cancellation)
    {
        while (true)
        {
            var waiting = await ListAsync(list, head, empty, output, cancellation);
            if (waiting.Count == 0) return;
            if (await AskAsync("inbox.pick", input, output) is not { } line) return;
            if (Picked(line, waiting.Count) is { } number && !await OpenAsync(waiting[number - 1], input, output, cancellation)) return;
        }
    }

    private async Task<IReadOnlyList<OfficersInboxEntry>> ListAsync(
        Func<OfficersInbox, CancellationToken, Task<IReadOnlyList<OfficersInboxEntry>>> list, string head, string empty, TextWriter output, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var waiting = await list(scope.ServiceProvider.GetRequiredService<OfficersInbox>(), cancellation);
        await output.WriteLineAsync(Say(waiting.Count == 0 ? empty : head, ("count", (long)waiting.Count)));
        for (var i = 0; i < waiting.Count; i++)
        {
            var card = await CardAsync(waiting[i], cancellation);
            // The kind of card tells too little, what it is about tells it apart.
            var lines = Plain(card).Split('\n', 3);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{i + 1,3}. {string.Join(": ", lines.Take(2))}"));
        }
        return waiting;
    }

    /// <returns>False at the end of the input.</returns>
    private async Task<bool> OpenAsync(OfficersInboxEntry entry, TextReader input, TextWriter output, CancellationToken cancellation)
    {
        var shown = await CardAsync(entry, cancellation);
        while (true)
        {
            await WriteAsync(shown, output);
            if (shown.Sum(r => r.Choices.Count) == 0) return true;
            if (await AskAsync("inbox.act", input, output) is not { } line) return false;

            var choices = shown.SelectMany(r => r.Choices).ToList();
            if (Picked(line, choices.Count) is not { } number) return true;
            shown = await TurnAsync(Activity(ActivityType.Button) with { ButtonData = choices[number - 1].Data }, cancellation);
            if (state.Pending is null) continue;

            await WriteAsync(shown, output);
            if (await AskAsync("inbox.words", input, output) is not { Length: > 0 } words) return true;
            shown = await TurnAsync(Activity(ActivityType.Message) with { Text = words, ReplyToId = "words" }, cancellation);
        }
    }

    private Task<IReadOnlyList<Reply>> CardAsync(OfficersInboxEntry entry, CancellationToken cancellation) =>
        TurnAsync(
            Activity(ActivityType.Event) with
            {
                // The event whose notice shows this card in the group.
                Event = new InternalEvent(dialogs.Notices.Values.First(n => n.Card == entry.Source).Event, entry.Item.Id)
                {
                    Data = new Dictionary<string, string> { ["version"] = entry.Item.Version ?? "" },
                },
            },
            cancellation);

    /// <summary>The officers' turn, with the reads and the one act between its passes.</summary>
    private async Task<IReadOnlyList<Reply>> TurnAsync(Activity activity, CancellationToken cancellation)
    {
        var facts = new Dictionary<Query, Fact>();
        var input = new TurnInput(state, activity, clock.GetUtcNow(), facts, null);
        var scope = new DialogScope(Desk, officer, state.Language, input.Now);
        while (true)
        {
            switch (runner.Run(input))
            {
                case TurnStep.Reads reads:
                    await using (var services = scopes.CreateAsyncScope())
                    {
                        foreach (var query in reads.Queries)
                        {
                            facts[query] = query is Query.CardByMessage
                                ? new Fact.Values(new Dictionary<string, object?>())
                                : await FactReader.ReadStoreAsync(query, services.ServiceProvider, scope, cancellation);
                        }
                    }
                    break;
                case TurnStep.Acts acts:
                    input = input with
                    {
                        Outcome = await transactions.RunAsync(
                            (services, c) => services.GetRequiredKeyedService<IDialogAction>(acts.Request.Name).RunAsync(acts.Request, c), cancellation),
                    };
                    break;
                case TurnStep.Ends ends:
                    state = ends.Result.State;
                    // A terminal rewrites nothing: the card would stand there twice.
                    return [.. ends.Result.Replies.Where(r => r.Class != DeliveryClass.Edit)];
            }
        }
    }

    private Activity Activity(ActivityType type) => new()
    {
        Key = string.Create(CultureInfo.InvariantCulture, $"inbox-{clock.GetUtcNow().UtcTicks}-{++said}"),
        Conversation = Desk,
        Type = type,
        From = officer,
        Timestamp = clock.GetUtcNow(),
    };

    private async Task<string?> AskAsync(string key, TextReader input, TextWriter output)
    {
        await output.WriteAsync(Say(key) + " ");
        await output.FlushAsync();
        return (await input.ReadLineAsync())?.Trim();
    }

    private string Say(string key, params (string Name, object? Value)[] values) =>
        dialogs.Texts.Label(key, state.Language, values.ToDictionary(v => v.Name, v => v.Value));

    private static async Task WriteAsync(IReadOnlyList<Reply> replies, TextWriter output)
    {
        await output.WriteLineAsync();
        await output.WriteLineAsync(Plain(replies));
        var number = 0;
        foreach (var choice in replies.SelectMany(r => r.Choices))
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {++number}. {choice.Label}"));
    }

    private static string Plain(IReadOnlyList<Reply> replies) =>
        string.Join("\n\n", replies.SelectMany(r => r.Parts).Select(p => string.Concat(p.Runs.Select(run => run.Text))));

    private static int? Picked(string line, int count) =>
        int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= count ? number : null;
}
