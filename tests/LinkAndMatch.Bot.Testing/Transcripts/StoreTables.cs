using System.Collections;
using System.Globalization;
using System.Text;
using LinkAndMatch.Bot.Partnering.Store;
using Microsoft.EntityFrameworkCore;

namespace LinkAndMatch.Bot.Testing.Transcripts;

/// <summary>The partnership store as words: tables and columns by their names, values as one text each.</summary>
internal static class StoreTables
{
    /// <summary>All rows of a table.</summary>
    /// <exception cref="ArgumentException">There is no such table.</exception>
    public static async Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> ReadAsync(PartnershipStore store, string table)
    {
        var sets = typeof(PartnershipStore).GetProperties().Where(p => p.PropertyType.IsGenericType && p.PropertyType.GetGenericTypeDefinition() == typeof(DbSet<>)).ToList();
        var set = sets.Find(p => Snake(p.Name) == table) ?? throw new ArgumentException($"There is no table {table}; there are {string.Join(", ", sets.Select(p => Snake(p.Name)))}.");
        var rows = await ((IQueryable)set.GetValue(store)!).Cast<object>().AsNoTracking().ToListAsync();
        return [.. rows.Select(Values)];
    }

    /// <summary>What a row does not say as wanted; null: all is as wanted.</summary>
    public static string? Differs(IReadOnlyDictionary<string, string> row, IReadOnlyDictionary<string, string> wanted)
    {
        foreach (var (column, value) in wanted)
        {
            if (!row.TryGetValue(column, out var actual)) return $"there is no column {column}; there are {string.Join(", ", row.Keys)}";
            if (actual != value) return $"{column} is '{actual}', not '{value}'";
        }

        return null;
    }

    private static Dictionary<string, string> Values(object row) =>
        row.GetType().GetProperties().Where(p => p.GetIndexParameters().Length == 0).ToDictionary(p => Snake(p.Name), p => Text(p.GetValue(row)));

    private static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        bool flag => flag ? "true" : "false",
        Enum member => Snake(member.ToString()),
        decimal number => number.ToString("0.######", CultureInfo.InvariantCulture),
        IEnumerable list => string.Join(", ", list.Cast<object?>().Select(Text)),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string Snake(string name)
    {
        var text = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0) text.Append('_');
            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}
