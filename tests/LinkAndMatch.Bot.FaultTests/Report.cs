using System.Globalization;

namespace LinkAndMatch.Bot.FaultTests;

/// <summary>One line for each test: what was done to the bot and what came of it.</summary>
internal static class Report
{
    public static void Line(FormattableString line)
    {
        var text = line.ToString(CultureInfo.InvariantCulture);
        TestContext.Current.TestOutputHelper?.WriteLine(text);
        // For a table of a whole run: FAULT_REPORT names the file that each test adds its line to.
        if (Environment.GetEnvironmentVariable("FAULT_REPORT") is { Length: > 0 } file) File.AppendAllText(file, text + Environment.NewLine);
    }
}
