using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Answering;

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
            new SlowStep(id, ModelSteps.Transcribe, pass.Options.TranscriptionBudget)
            {
                Attachment = voice,
                Request = new Dictionary<string, string> { ["language"] = pass.Language },
            },
            new AwaitedStep(ModelSteps.Transcribe, pass.State.Asked?.Slot, pass.Frame?.Instance));
        pass.ShowLife();
        return pass.End();
    }

    public static TurnStep Heard(Pass pass, AwaitedStep awaited, IReadOnlyDictionary<string, string> data)
    {
        if (awaited.MovedOn)
        {
            // Shown now it would stand between a later question and its answer.
            pass.Say("turn.voice_late");
            return Prompts.Again(pass);
        }

        if (data.TryGetValue(ModelSteps.Text, out var text) && !string.IsNullOrWhiteSpace(text))
        {
            // Two notes in a row are one message in two breaths.
            var before = pass.State.Pending is { Kind: PendingQuestions.Heard, Text: { } heard } ? heard + "\n" : "";
            return PendingQuestions.AskHeard(pass, before + text.Trim());
        }

        pass.Say("turn.voice");
        return Prompts.Again(pass);
    }
}
