using LinkAndMatch.Bot.Conversation.Activities;

namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>Voice notes: written down where that is configured, and shown back before they are used.</summary>
internal static class Voice
{
    public static TurnStep Received(Pass pass, Attachment voice)
    {
        if (!pass.Options.Transcription)
        {
            pass.Say("turn.voice");
            return Prompts.Again(pass);
        }

        var id = ShortIds.Step(pass.Activity.Conversation.Id, pass.Activity.Key, 0);
        Steps.Begin(
            pass,
            new SlowStep(id, Steps.Transcribe, pass.Options.TranscriptionBudget)
            {
                Attachment = voice,
                Request = new Dictionary<string, string> { ["language"] = pass.Language },
            },
            new AwaitedStep(Steps.Transcribe, pass.State.Asked?.Slot, pass.Frame?.Instance));
        return pass.End();
    }

    public static TurnStep Heard(Pass pass, IReadOnlyDictionary<string, string> data)
    {
        if (data.TryGetValue("text", out var text) && !string.IsNullOrWhiteSpace(text)) return PendingQuestions.AskHeard(pass, text.Trim());
        pass.Say("turn.voice");
        return Prompts.Again(pass);
    }
}
