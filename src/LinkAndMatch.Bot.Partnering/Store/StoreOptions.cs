using System.ComponentModel.DataAnnotations;

namespace LinkAndMatch.Bot.Partnering.Store;

/// <summary>Where the store is.</summary>
public sealed class StoreOptions
{
    public StoreProvider Provider { get; set; } = StoreProvider.Sqlite;

    /// <summary>As the provider wants it; for <see cref="StoreProvider.InMemory"/> a name.</summary>
    [Required(AllowEmptyStrings = false, ErrorMessage = "Store:ConnectionString must say where the store is (Data Source=data/linkandmatch.db).")]
    public string ConnectionString { get; set; } = "Data Source=data/linkandmatch.db";

    /// <summary>
    /// A secret from which the pseudonyms in the audit are made: without it nobody can try out account numbers until one fits.
    /// Null: made from the text below, which protects against a glance only. Changing it cuts the link between old and new audit rows of a person.
    /// </summary>
    public string? PseudonymKey { get; set; }
}

public enum StoreProvider
{
    /// <summary>One file beside the bot.</summary>
    Sqlite,

    PostgreSql,

    /// <summary>For a demonstration: no transactions, no unique keys, nothing kept.</summary>
    InMemory,
}
