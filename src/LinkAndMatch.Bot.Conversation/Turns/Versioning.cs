using LinkAndMatch.Bot.Conversation.Dialogs;
using LinkAndMatch.Bot.Conversation.Recognizers;

namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>Carries a running form over to the definition of this release: kept answers are checked again, only what fails is asked again.</summary>
internal static class Versioning
{
    /// <returns>How the turn ends when the form cannot go on now; null: it can.</returns>
    public static TurnStep? Apply(Pass pass)
    {
        if (pass.Frame is not { } frame) return null;
        if (pass.Form is not { } form) return null;
        if (frame.Version > form.Form.Version) return null;
        if (frame.Fingerprint == form.Form.Fingerprint && frame.Version == form.Form.Version) return null;

        frame = Migrate(frame, form.Form, out var restarted);
        if (restarted)
        {
            frame = frame with { Proposals = Merged(frame.Proposals, frame.Answers), Answers = new Dictionary<string, Answer>(), Order = [] };
        }

        pass.Frame = frame with { Version = form.Form.Version, Fingerprint = form.Form.Fingerprint };
        Revalidate(pass, form);
        return null;
    }

    /// <summary>True when a newer release has written the form: it may be held, never written.</summary>
    public static bool IsNewer(Pass pass) => pass.Frame is { } frame && pass.Form is { } form && frame.Version > form.Form.Version;

    /// <summary>Answers a message about a form that only a newer release may write.</summary>
    public static TurnStep Hold(Pass pass)
    {
        if (pass.Text is { Length: > 0 } text && QuestionWords.LooksLikeQuestion(text) == QuestionStrength.Strong)
        {
            if (Questions.AnswerAlone(pass, text) is { } reads) return reads;
        }

        pass.Say("turn.updating");
        return EndWithForm(pass);
    }

    /// <summary>Ends politely with a form that exists no more; its answers stay until they expire, for export.</summary>
    public static TurnStep Retire(Pass pass)
    {
        var frame = pass.Frame!;
        pass.Say("turn.retired", ("dialog", Forms.Title(pass, frame.Dialog)));
        Forms.Drop(pass);
        return Forms.AfterEnd(pass);
    }

    private static TurnStep EndWithForm(Pass pass)
    {
        pass.State = pass.State with { Form = pass.Input.State.Form, Asked = pass.Input.State.Asked };
        return pass.End();
    }

    private static DialogFrame Migrate(DialogFrame frame, FormDialog form, out bool restarted)
    {
        restarted = false;
        foreach (var migration in form.Migrations.OrderBy(m => m.From))
        {
            if (migration.From < frame.Version) continue;
            restarted |= migration.RestartKeepingAnswers;
            foreach (var (old, name) in migration.Rename)
            {
                frame = frame with
                {
                    Answers = Renamed(frame.Answers, old, name),
                    Parked = Renamed(frame.Parked, old, name),
                    Proposals = Renamed(frame.Proposals, old, name),
                    Order = [.. frame.Order.Select(o => o == old ? name : o)],
                };
            }

            foreach (var dropped in migration.Drop)
            {
                frame = frame with
                {
                    Answers = frame.Answers.Without(dropped),
                    Parked = frame.Parked.Without(dropped),
                    Proposals = frame.Proposals.Without(dropped),
                    Order = [.. frame.Order.Where(o => o != dropped)],
                };
            }
        }

        return frame;
    }

    private static void Revalidate(Pass pass, FormShape form)
    {
        var changed = new List<string>();
        foreach (var (name, answer) in pass.Frame!.Answers)
        {
            var frame = pass.Frame!;
            if (form.Find(name) is not { } slot)
            {
                // Removed, or unknown to an older release that was rolled back to: parked, never deleted.
                pass.Frame = frame with { Answers = frame.Answers.Without(name), Order = [.. frame.Order.Where(o => o != name)], Parked = frame.Parked.With(name, answer) };
                continue;
            }

            if (slot.Slot.Fingerprint == answer.SlotFingerprint) continue;
            if (Again(pass, slot, answer) is { } kept)
            {
                pass.Frame = frame with { Answers = frame.Answers.With(name, answer with { Value = kept, SlotFingerprint = slot.Slot.Fingerprint }) };
                continue;
            }

            changed.Add(pass.SlotLabel(slot));
            pass.Frame = frame with { Answers = frame.Answers.Without(name), Order = [.. frame.Order.Where(o => o != name)] };
        }

        foreach (var (name, parked) in pass.Frame!.Parked)
        {
            if (form.Find(name) is not { Slot.When: null } slot || pass.Frame.Answers.ContainsKey(name)) continue;
            // Known again: asked in its place, the old value one tap away.
            pass.Frame = pass.Frame with { Parked = pass.Frame.Parked.Without(name), Proposals = pass.Frame.Proposals.With(name, parked) };
            _ = slot;
        }

        if (changed.Count == 1) pass.Say("turn.rules_changed", ("label", changed[0]));
        else if (changed.Count > 1) pass.Say("turn.rules_changed_many", ("labels", changed));
        if (changed.Count > 0 && pass.State.Asked is not null) pass.State = pass.State with { Asked = null };
    }

    // What was typed is read again by today's rules; what was tapped or stored has its value looked at.
    private static SlotValue? Again(Pass pass, SlotShape slot, Answer answer)
    {
        if (pass.Index.Reader.Check(slot, answer.Value, answer.Raw, pass.Language) is Reading.Value same) return same.Is;
        if (answer.Origin is not (AnswerOrigin.Typed or AnswerOrigin.Edited) || slot.Items is not null) return null;
        return pass.Index.Reader.Read(slot, answer.Raw, pass.Language, pass.Today) is Reading.Value { Weak: false } read ? read.Is : null;
    }

    private static IReadOnlyDictionary<string, Answer> Renamed(IReadOnlyDictionary<string, Answer> answers, string old, string name) =>
        answers.TryGetValue(old, out var answer) ? answers.Without(old).With(name, answer) : answers;

    private static IReadOnlyDictionary<string, Answer> Merged(IReadOnlyDictionary<string, Answer> a, IReadOnlyDictionary<string, Answer> b)
    {
        foreach (var (name, answer) in b) a = a.With(name, answer);
        return a;
    }
}
