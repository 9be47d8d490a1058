using Microsoft.Extensions.Configuration.Memory;

namespace LinkAndMatch.Bot.Starting;

/// <summary>What is logged. In code, for a file of settings is read from the working folder alone, and the bot may be started from any.</summary>
internal static class LogFilters
{
    // What libraries tell of every call: addresses, in which tokens stand, and SQL. No setting brings it back; what fails is thrown and told by who asked.
    private static readonly (string Category, LogLevel Least)[] s_kept =
    [
        ("System.Net.Http", LogLevel.Warning),
        ("Microsoft.EntityFrameworkCore", LogLevel.Warning),
        ("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.None),
    ];

    /// <param name="usual">What is logged where no setting under <c>Logging</c> says otherwise.</param>
    public static void AddLogFilters(this WebApplicationBuilder builder, LogLevel usual)
    {
        var levels = new Dictionary<string, string?> { ["Logging:LogLevel:Default"] = usual.ToString() };
        if (usual < LogLevel.Warning)
        {
            // Libraries that tell of every request and of every start.
            foreach (var chatty in (ReadOnlySpan<string>)["Microsoft.AspNetCore", "Orleans"]) levels[$"Logging:LogLevel:{chatty}"] = nameof(LogLevel.Warning);
            // At each start it recommends the server's garbage collector, which costs memory and wins little here (docs/performance.md).
            levels["Logging:LogLevel:Orleans.Runtime.Silo"] = nameof(LogLevel.Error);
        }

        // Below every other source, so that settings win.
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = levels });
        builder.Services.PostConfigure<LoggerFilterOptions>(Keep);
    }

    private static void Keep(LoggerFilterOptions options)
    {
        foreach (var lower in options.Rules.Where(r => r.CategoryName is { } name && s_kept.Any(k => name.StartsWith(k.Category, StringComparison.OrdinalIgnoreCase))).ToList())
            options.Rules.Remove(lower);

        // A rule for one provider beats all that are for every one.
        foreach (var provider in options.Rules.Select(r => r.ProviderName).Append(null).Distinct().ToList())
        {
            foreach (var (category, least) in s_kept) options.Rules.Add(new LoggerFilterRule(provider, category, least, null));
        }
    }
}
