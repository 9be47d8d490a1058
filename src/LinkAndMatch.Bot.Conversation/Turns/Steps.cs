using LinkAndMatch.Bot.Conversation.Activities;

namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>Slow work that came back. What the conversation does not wait for any more is dropped.</summary>
internal static class Steps
{
    public const string StorePhoto = "photos.store";
    public const string Transcribe = "model.transcribe";

    public static TurnStep Finished(Pass pass, InternalEvent finished)
    {
        var id = pass.Activity.Key["step:".Length..];
        if (!pass.State.Steps.TryGetValue(id, out var awaited)) return pass.EndUnchanged();
        pass.State = pass.State with { Steps = pass.State.Steps.Without(id) };
        return awaited.Kind switch
        {
            StorePhoto => Photos.Stored(pass, awaited, finished.Data),
            Transcribe => Voice.Heard(pass, finished.Data),
            _ => pass.End(),
        };
    }

    /// <summary>Asks for a step and remembers that its answer is awaited.</summary>
    public static void Begin(Pass pass, SlowStep step, AwaitedStep awaited)
    {
        pass.Begin(step);
        pass.State = pass.State with { Steps = pass.State.Steps.With(step.Id, awaited) };
    }
}
