using LinkAndMatch.Bot.Conversation.Activities;

namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>Knows the second try of an impatient person from a new answer: same words, within half a minute, and the slot they filled is filled by them.</summary>
internal static class Retries
{
    public static LastMessage? Remember(Pass pass, string slot) => HashOf(pass) is { } hash ? new LastMessage(hash, pass.Now, slot) : null;

    /// <summary>Answers a soft duplicate with the question that stands, once; the third time the words count again.</summary>
    public static TurnStep? Try(Pass pass)
    {
        if (pass.State.LastMessage is not { } last || last.Answered || !IsSame(pass, last)) return null;
        if (pass.Activity.Type == ActivityType.Button)
        {
            // A double tap: the first has done it all.
            return pass.EndUnchanged();
        }

        // Only typed words: "1" picks the first of one list, then of the next, and "lewati" skips two in a row.
        if (pass.Frame is not { } frame || last.Slot is not { } slot || pass.State.Asked?.Slot == slot || frame.Answers.GetValueOrDefault(slot) is not { Origin: AnswerOrigin.Typed }) return null;
        pass.State = pass.State with { LastMessage = last with { Answered = true } };
        pass.Say("turn.duplicate");
        return Prompts.Again(pass);
    }

    private static bool IsSame(Pass pass, LastMessage last) =>
        pass.Now - last.At <= pass.Options.RetryWindow && pass.Now >= last.At && HashOf(pass) == last.TextHash;

    private static string? HashOf(Pass pass) => pass.Activity.Type switch
    {
        ActivityType.Button => pass.Activity.ButtonData is { } data ? ShortIds.Letters(data, 12) : null,
        _ => string.IsNullOrWhiteSpace(pass.Activity.Text) ? null : ShortIds.Letters(pass.Activity.Text, 12),
    };
}
