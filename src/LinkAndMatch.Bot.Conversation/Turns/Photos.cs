using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Dialogs;

namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>Photos for a slot that takes them: fetched and stored by a slow step, several in a row, until "done".</summary>
internal static class Photos
{
    private const int Most = 5;

    /// <summary>Photos came; null: they are none.</summary>
    public static TurnStep? Try(Pass pass, FormShape? form)
    {
        var photos = pass.Activity.Attachments.Where(IsPicture).ToList();
        if (photos.Count == 0) return null;
        if (form is null || SlotFor(pass, form) is not { } slot)
        {
            pass.Say("turn.photo");
            return Prompts.Again(pass);
        }

        var most = slot.Slot.Max ?? Most;
        var room = most - Hashes(pass, slot).Count - Awaited(pass, slot);
        if (room <= 0)
        {
            pass.Say("turn.photo_full", ("max", most));
            return pass.AskedSlot == slot ? Prompts.Ask(pass, form, slot, withQuestion: false) : Prompts.Again(pass);
        }

        for (var i = 0; i < Math.Min(room, photos.Count); i++)
        {
            var id = ShortIds.Step(pass.Activity.Conversation.Id, pass.Activity.Key, i);
            Steps.Begin(pass, new SlowStep(id, Steps.StorePhoto, pass.Options.PhotoBudget) { Attachment = photos[i] }, new AwaitedStep(Steps.StorePhoto, slot.Name, pass.Frame!.Instance));
        }

        // The next word comes when the first is stored; of an album every photo is an activity of its own.
        if (pass.AskedSlot == slot) return pass.End();
        pass.Say("turn.photo_wait");
        return Prompts.Again(pass);
    }

    /// <summary>How many photos of the slot are still on their way.</summary>
    public static int Awaited(Pass pass, SlotShape slot)
    {
        var count = 0;
        foreach (var (_, step) in pass.State.Steps)
        {
            if (step.Kind == Steps.StorePhoto && step.Slot == slot.Name && step.Instance == pass.Frame?.Instance) count++;
        }

        return count;
    }

    /// <summary>A photo was stored, or could not be.</summary>
    public static TurnStep Stored(Pass pass, AwaitedStep awaited, IReadOnlyDictionary<string, string> data)
    {
        // The form was sent or dropped meanwhile: the photo has no place to go.
        if (pass.Frame is not { } frame || frame.Instance != awaited.Instance || pass.Form is not { } form || awaited.Slot is not { } name || form.Find(name) is not { } slot) return pass.End();
        if (!data.TryGetValue("hash", out var hash) || string.IsNullOrEmpty(hash))
        {
            var key = pass.FirstKey("turn.photo_bad." + data.GetValueOrDefault("error", "failed"), "turn.photo_bad.failed");
            pass.Say(key);
            return pass.AskedSlot == slot ? Prompts.Ask(pass, form, slot, withQuestion: false) : pass.End();
        }

        var most = slot.Slot.Max ?? Most;
        var hashes = Hashes(pass, slot);
        if (!hashes.Contains(hash) && hashes.Count < most) hashes = [.. hashes, hash];
        if (frame.Answers.ContainsKey(slot.Name))
        {
            Filling.Set(pass, slot, new SlotValue.Files(hashes), string.Join(',', hashes), AnswerOrigin.Attachment);
            return pass.State.Asked?.Slot == Reviewing.Slot ? Prompts.Next(pass) : pass.End();
        }

        if (pass.AskedSlot != slot)
        {
            // Sent before its turn: it is the answer already, and can be added to by "ubah".
            Filling.Set(pass, slot, new SlotValue.Files(hashes), string.Join(',', hashes), AnswerOrigin.Attachment);
            return pass.End();
        }

        Prompts.Collect(pass, slot, new SlotValue.Files(hashes));
        if (hashes.Count >= most) return Tapping.Done(pass, form, slot);
        // Of several that come at once only the last count has to be read.
        if (Awaited(pass, slot) > 0) return pass.End();
        pass.Say("turn.photo_saved", ("count", hashes.Count), ("max", most));
        return Prompts.Ask(pass, form, slot, withQuestion: false);
    }

    private static bool IsPicture(Attachment attachment) =>
        attachment.Kind == AttachmentKind.Photo
        || (attachment.Kind == AttachmentKind.Document && attachment.ContentType?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) == true);

    private static SlotShape? SlotFor(Pass pass, FormShape form)
    {
        if (pass.AskedSlot is { Type: SlotType.Photos } asked) return asked;
        foreach (var slot in form.Slots)
        {
            if (slot.Type == SlotType.Photos && pass.Holds(slot.Slot.When, pass.Frame!.Answers)) return slot;
        }

        return null;
    }

    private static List<string> Hashes(Pass pass, SlotShape slot) =>
        (Prompts.Collected(pass, slot) ?? pass.Frame!.Answers.GetValueOrDefault(slot.Name)?.Value) is SlotValue.Files(var hashes) ? [.. hashes] : [];
}
