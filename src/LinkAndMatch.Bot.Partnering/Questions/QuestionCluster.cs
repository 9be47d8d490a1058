using LinkAndMatch.Bot.Conversation.Masking;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Questions;

/// <summary>One question as several people ask it, with what officers answered: what an officer acts on.</summary>
internal sealed record QuestionCluster(Guid Id, IReadOnlyList<Question> Questions, IReadOnlyList<Answer> Answers)
{
    /// <summary>Also what this unit of work has added and not yet saved. Null when nobody is left who asked, and nothing was answered.</summary>
    public static async Task<QuestionCluster?> FindAsync(PartnershipStore store, Guid id, CancellationToken cancellation)
    {
        await store.Questions.Where(q => q.ClusterId == id).LoadAsync(cancellation);
        await store.Answers.Where(a => a.ClusterId == id).LoadAsync(cancellation);
        var questions = store.Questions.Local.Where(q => q.ClusterId == id).OrderBy(q => q.AskedAt).ThenBy(q => q.Id).ToList();
        var answers = store.Answers.Local.Where(a => a.ClusterId == id).OrderBy(a => a.At).ThenBy(a => a.Id).ToList();
        return questions.Count == 0 && answers.Count == 0 ? null : new QuestionCluster(id, questions, answers);
    }

    public static string CodeOf(Guid id) => ShortCode.Of("TJ", id);

    public string Code => CodeOf(Id);

    /// <summary>The oldest that is still there.</summary>
    public Question First => Questions[0];

    public IReadOnlyList<Question> Waiting => [.. Questions.Where(q => q.AnsweredAt is null)];

    /// <summary>Who looks after those that wait; when none does, who answered.</summary>
    public string? Officer => Taken?.Officer;

    public string? OfficerName => Taken?.OfficerName ?? Taken?.Officer;

    /// <summary>The newest answer.</summary>
    public Answer? Answer => Answers.Count > 0 ? Answers[^1] : null;

    public bool IsPublished => Answer?.Status == AnswerStatus.Published;

    /// <summary>Rises with all that happens to any of them.</summary>
    public int Version => Questions.Sum(q => q.Version + 1) + Answers.Sum(a => a.Version + 1);

    /// <summary>As everybody would read it: the officer's wording, else the first as it was asked.</summary>
    public string EntryQuestion => Answer?.EntryQuestion ?? (Questions.Count > 0 ? First.Text : "");

    /// <summary>The entry that a published answer is: the one that asks the same, or one of its own.</summary>
    public string EntryId => Answer?.EntryId ?? Questions.FirstOrDefault(q => q.EntryId is not null)?.EntryId ?? Code.ToLowerInvariant();

    /// <summary>The ways in which it was asked that tell nothing of who asked.</summary>
    public IReadOnlyList<string> Wordings => [.. Questions.Select(q => q.Text).Where(t => !PersonalMask.HasMarks(t)).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>What an officer may do now.</summary>
    public IReadOnlyList<string> Actions
    {
        get
        {
            var actions = new List<string>();
            if (Waiting.Count > 0 && Officer is null) actions.Add("questions.take");
            if (Waiting.Count > 0) actions.Add("questions.answer");
            if (Waiting.Count > 0 && Answer is not null) actions.Add("questions.send");
            if (Answer is not null) actions.Add("questions.preview");
            if (IsPublished) actions.Add("questions.withdraw");
            return actions;
        }
    }

    private Question? Taken => (Waiting.Count > 0 ? Waiting : Questions).LastOrDefault(q => q.Officer is not null);

    public IReadOnlyList<StandingButton> Buttons => ButtonsOf(Actions);

    public IReadOnlyList<StandingButton> ButtonsOf(IEnumerable<string> actions) =>
        [.. actions.Select(a => new StandingButton(a, CompactId.Of(Id), Version.ToString(System.Globalization.CultureInfo.InvariantCulture)))];
}
