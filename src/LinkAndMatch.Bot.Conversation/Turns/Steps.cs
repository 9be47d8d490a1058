using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Answering;

namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>Slow work that came back. What the conversation does not wait for any more is dropped.</summary>
internal static class Steps
{
    public const string StorePhoto = "photos.store";

    public static TurnStep Finished(Pass pass, InternalEvent finished)
    {
        var id = pass.Activity.Key["step:".Length..];
        if (!pass.State.Steps.TryGetValue(id, out var awaited)) return pass.EndUnchanged();
        pass.State = pass.State with { Steps = pass.State.Steps.Without(id) };
        // An officer has the word: what the bot was thinking about is said by nobody.
        if (pass.State.Mode == ConversationMode.Human && awaited.Kind != StorePhoto) return pass.End();
        return awaited.Kind switch
        {
            StorePhoto => Photos.Stored(pass, awaited, finished.Data),
            ModelSteps.Answer => ModelAnswers.Finished(pass, awaited, finished.Data),
            ModelSteps.Propose => ModelProposals.Finished(pass, awaited, finished.Data),
            ModelSteps.Transcribe => Voice.Heard(pass, awaited, finished.Data),
            _ => pass.End(),
        };
    }

    /// <summary>Asks for a step and remembers that its answer is awaited.</summary>
    public static void Begin(Pass pass, SlowStep step, AwaitedStep awaited)
    {
        pass.Begin(step);
        pass.State = pass.State with { Steps = pass.State.Steps.With(step.Id, awaited) };
    }

    /// <summary>The person says or taps something: what a model still thinks about belongs to what was before.</summary>
    public static void MoveOn(Pass pass)
    {
        if (pass.State.Steps.Count == 0) return;
        var voice = pass.Activity.Attachments is [{ Kind: AttachmentKind.Voice }, ..];
        foreach (var (id, awaited) in pass.Input.State.Steps)
        {
            // Voice notes come in rows; one more leaves those before in their place.
            if (awaited.MovedOn || awaited.Kind == StorePhoto || (awaited.Kind == ModelSteps.Transcribe && voice)) continue;
            pass.State = pass.State with { Steps = pass.State.Steps.With(id, awaited with { MovedOn = true }) };
        }
    }
}
