namespace LinkAndMatch.Bot.Partnering.Store;

/// <summary>A row that two turns may want to change: the later one loses and runs again. Cards and standing buttons carry the number.</summary>
public interface IVersioned
{
    /// <summary>Rises by one with each change; the store raises it when it saves, unless the change did so itself.</summary>
    int Version { get; set; }
}
