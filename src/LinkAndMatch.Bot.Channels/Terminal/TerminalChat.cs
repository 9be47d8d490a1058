using System.Globalization;
using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Dialogs;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Replies;

namespace LinkAndMatch.Bot.Channels.Terminal;

/// <summary>
/// The same bot in a terminal: reads lines, prints replies, buttons as numbers. A line waits for the answers to the one before it,
/// so that input from a file or a pipe gives the same conversation as a person who reads before typing.
/// </summary>
public sealed class TerminalChat(IActivityInbox inbox, IConversationLog log, DialogCatalog catalog, TerminalOptions options, TimeProvider clock) : IActivitySender
{
    /// <summary>The channel id of the terminal's conversations.</summary>
    public const string ChannelId = "terminal";

    private readonly TextReader _input = options.Input ?? Console.In;
    private readonly TextWriter _output = options.Output ?? Console.Out;
    private readonly ConversationReference _conversation = new(ChannelId, "local", options.UserId);
    private readonly ChannelAccount _person = new(options.UserId, options.UserName);

    /// <summary>Guards the output, the buttons on show and what was printed: replies come on another thread than lines are read on.</summary>
    private readonly Lock _gate = new();
    private readonly HashSet<string> _printed = [];
    private readonly List<string> _said = [];
    private IReadOnlyList<Choice> _choices = [];
    private TaskCompletionSource _printedMore = NewSignal();
    private int _printedCount;

    public string Channel => ChannelId;

    /// <summary>Chats until the input ends or the token says so; whatever was still to be answered is printed first.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var language = options.Locale.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? "en" : "id";
        if (catalog.Texts.Has("terminal.hint", language)) await _output.WriteLineAsync(catalog.Texts.Label("terminal.hint", language));
        try
        {
            while (await ReadLineAsync(cancellation) is { } line)
            {
                if (string.IsNullOrWhiteSpace(line)) continue;
                var activity = ToActivity(line);
                await inbox.AcceptAsync(activity, cancellation);
                await WaitForAnswersAsync(activity, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Ctrl+C: what is still pending stays in the outbox.
        }

        await _output.FlushAsync(CancellationToken.None);
    }

    public Task<SendResult> SendAsync(OutgoingReply outgoing, Func<int, Task> partSent, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (outgoing.Reply.Class is not (DeliveryClass.Action or DeliveryClass.Echo)) Print(outgoing.Reply);
            _printed.Add(outgoing.Id);
            var id = (++_printedCount).ToString(CultureInfo.InvariantCulture);
            _printedMore.TrySetResult();
            _printedMore = NewSignal();
            return Task.FromResult<SendResult>(new SendResult.Sent(id));
        }
    }

    private async ValueTask<string?> ReadLineAsync(CancellationToken cancellation)
    {
        if (options.Input is null && !Console.IsInputRedirected)
        {
            lock (_gate) _output.Write($"{_said.Count + 1}> ");
            await _output.FlushAsync(cancellation);
        }

        // A console's reader blocks whatever its token says, so it is asked on a thread of its own.
        return await Task.Run(_input.ReadLine, cancellation).WaitAsync(cancellation);
    }

    private Activity ToActivity(string line)
    {
        var key = Guid.CreateVersion7().ToString("N");
        var activity = new Activity
        {
            Key = key,
            Conversation = _conversation,
            Type = ActivityType.Message,
            From = _person,
            MessageId = key,
            Locale = options.Locale,
            Timestamp = clock.GetUtcNow(),
        };
        lock (_gate)
        {
            var meant = TerminalLine.Read(line, _choices.Count, _said.Count, File.Exists);
            activity = meant switch
            {
                TerminalLine.Picks pick => activity with { Type = ActivityType.Button, ButtonData = _choices[pick.Number - 1].Data, MessageId = null },
                TerminalLine.Sends send => activity with { Attachments = [new Attachment(send.Kind, Path.GetFullPath(send.Path)) { Name = Path.GetFileName(send.Path), Size = new FileInfo(send.Path).Length }] },
                TerminalLine.SharesContact contact => activity with { Contact = new SharedContact(contact.Phone ?? options.Phone, Own: true, options.UserName) },
                TerminalLine.Edits edit => activity with { Type = ActivityType.MessageUpdate, Text = edit.Text, MessageId = _said[edit.Number - 1] },
                TerminalLine.Says says => activity with { Text = says.Text },
                _ => throw new InvalidOperationException($"Unknown line {meant.GetType().Name}."),
            };
            if (activity.Type == ActivityType.Message) _said.Add(key);
        }

        return activity;
    }

    private async Task WaitForAnswersAsync(Activity activity, CancellationToken cancellation)
    {
        if (!await log.WaitForTurnAsync(_conversation.Id, activity.Key, options.Patience, cancellation)) return;
        var replies = await log.ReadTurnAsync(_conversation.Id, activity.Key, cancellation);
        // An echo is written as already sent, so it is never handed to us.
        var expected = replies.Where(reply => reply.Reply.Class is not (DeliveryClass.Echo or DeliveryClass.Action)).Select(reply => reply.Id).ToList();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(options.Patience);
        try
        {
            while (MoreToCome(expected) is { } more) await more.WaitAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Superseded by a later reply, most likely: nothing is lost by reading on.
        }
    }

    private Task? MoreToCome(List<string> expected)
    {
        lock (_gate) return _printed.IsSupersetOf(expected) ? null : _printedMore.Task;
    }

    private void Print(Reply reply)
    {
        _output.WriteLine();
        foreach (var part in reply.Parts)
        {
            foreach (var run in part.Runs) _output.Write(run.Link is { } link && link != run.Text ? $"{run.Text} ({link})" : run.Text);
            _output.WriteLine();
        }

        if (reply.Reference is { } reference) _output.WriteLine($"[{reference}]");
        foreach (var photo in reply.Photos) _output.WriteLine($"[foto {photo}]");
        if (reply.Document is { } document)
        {
            _output.WriteLine($"[{document.FileName}]");
            _output.WriteLine(document.Content);
        }

        for (var i = 0; i < reply.Choices.Count; i++)
        {
            var choice = reply.Choices[i];
            _output.WriteLine(choice.Url is { } url ? $"  {i + 1}. {choice.Label} ({url})" : $"  {i + 1}. {choice.Label}");
        }

        _output.WriteLine();
        _output.Flush();
        _choices = reply.Choices;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
