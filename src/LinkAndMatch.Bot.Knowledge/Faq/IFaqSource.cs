namespace LinkAndMatch.Bot.Knowledge.Faq;

/// <summary>Where entries come from: the files, and in the host the answers that officers published.</summary>
public interface IFaqSource
{
    /// <summary>Changes whenever the entries do. Looked at after a commit and every few seconds, so it must be cheap.</summary>
    string Revision { get; }

    /// <summary>All entries as they are now.</summary>
    IReadOnlyList<FaqEntry> Read();
}
