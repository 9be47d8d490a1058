namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>Looks again at choices whose list came from an answer that has changed.</summary>
internal static class Dependents
{
    /// <returns>What has to be read first; null when all is checked.</returns>
    public static TurnStep? Recheck(Pass pass, FormShape form)
    {
        if (pass.ChangedSlots.Count == 0) return null;
        List<SlotShape>? gone = null;
        foreach (var slot in form.Slots)
        {
            if (slot.Items is not { } query || !pass.Frame!.Answers.TryGetValue(slot.Name, out var answer) || !Leans(query.With, pass.ChangedSlots)) continue;
            if (pass.Read<Fact.Items>(ItemLists.QueryOf(pass.Frame, query)) is not { } items) continue;
            if (ItemLists.Find(items.List, answer.Value.Canonical) is null) (gone ??= []).Add(slot);
        }

        if (pass.Misses) return pass.Reads();
        foreach (var slot in gone ?? [])
        {
            pass.Say("turn.choose.gone", ("label", pass.SlotLabel(slot)));
            Filling.Reopen(pass, slot, null, propose: false);
        }

        return null;
    }

    private static bool Leans(IReadOnlyList<string> with, List<string> changed)
    {
        foreach (var name in with)
        {
            if (changed.Contains(name)) return true;
        }

        return false;
    }
}
