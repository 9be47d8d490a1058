namespace LinkAndMatch.Bot.Knowledge.Model;

/// <summary>Counts tokens, by person and in all, by the day of western Indonesia. In this process's memory: a restart begins anew, every node counts its own.</summary>
public sealed class ModelBudget(AzureOpenAIOptions options, TimeProvider clock)
{
    private static readonly TimeSpan Jakarta = TimeSpan.FromHours(7);
    private readonly Lock _counting = new();
    private readonly Dictionary<string, long> _byPerson = new(StringComparer.Ordinal);
    private DateOnly _day;
    private long _all;

    /// <summary>Sets tokens aside for a call; false when the call, the person's day or everybody's day would go over.</summary>
    /// <param name="person">Any key of the person; it stays in memory and is told to nobody.</param>
    /// <param name="tokens">What the call may cost at most.</param>
    public bool TryTake(string person, long tokens)
    {
        if (tokens > options.TokensPerCall) return false;
        lock (_counting)
        {
            Turn();
            var before = _byPerson.GetValueOrDefault(person);
            if (before + tokens > options.TokensPerPersonPerDay || _all + tokens > options.TokensPerDay) return false;
            _byPerson[person] = before + tokens;
            _all += tokens;
            return true;
        }
    }

    /// <summary>Corrects what was set aside by what was really used.</summary>
    public void Settle(string person, long taken, long used)
    {
        lock (_counting)
        {
            Turn();
            // Midnight may lie between: a day never owes tokens to the one before.
            _byPerson[person] = Math.Max(0, _byPerson.GetValueOrDefault(person) + used - taken);
            _all = Math.Max(0, _all + used - taken);
        }
    }

    /// <summary>What this person has used today.</summary>
    public long UsedBy(string person)
    {
        lock (_counting)
        {
            Turn();
            return _byPerson.GetValueOrDefault(person);
        }
    }

    private void Turn()
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(Jakarta).DateTime);
        if (today == _day) return;
        _day = today;
        _all = 0;
        _byPerson.Clear();
    }
}
