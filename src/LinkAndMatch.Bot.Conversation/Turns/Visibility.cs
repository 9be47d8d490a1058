namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>Looks again at which slots are asked after answers have changed: what is not asked any more is parked, what comes back is offered.</summary>
internal static class Visibility
{
    public static void Refresh(Pass pass, FormShape form)
    {
        // A condition may hang on a slot that itself has just gone: at most as many rounds as there are slots.
        for (var round = 0; round < form.Slots.Count; round++)
        {
            if (!RefreshOnce(pass, form)) return;
        }
    }

    private static bool RefreshOnce(Pass pass, FormShape form)
    {
        var changed = false;
        foreach (var slot in form.Slots)
        {
            if (slot.Slot.When is null) continue;
            var frame = pass.Frame!;
            var visible = pass.Holds(slot.Slot.When, frame.Answers);
            if (!visible && frame.Answers.TryGetValue(slot.Name, out var answer))
            {
                pass.Frame = frame with
                {
                    Answers = frame.Answers.Without(slot.Name),
                    Order = [.. frame.Order.Where(o => o != slot.Name)],
                    Parked = frame.Parked.With(slot.Name, answer),
                };
                changed = true;
            }
            else if (visible && frame.Parked.TryGetValue(slot.Name, out var parked))
            {
                pass.Frame = frame with { Parked = frame.Parked.Without(slot.Name), Proposals = frame.Proposals.With(slot.Name, parked) };
                changed = true;
            }
        }

        return changed;
    }
}

/// <summary>Copies of small dictionaries with one entry more or less.</summary>
internal static class CopiedEntries
{
    public static IReadOnlyDictionary<string, T> With<T>(this IReadOnlyDictionary<string, T> entries, string key, T value) =>
        new Dictionary<string, T>(entries, StringComparer.Ordinal) { [key] = value };

    public static IReadOnlyDictionary<string, T> Without<T>(this IReadOnlyDictionary<string, T> entries, string key)
    {
        if (!entries.ContainsKey(key)) return entries;
        var copy = new Dictionary<string, T>(entries, StringComparer.Ordinal);
        copy.Remove(key);
        return copy;
    }
}
