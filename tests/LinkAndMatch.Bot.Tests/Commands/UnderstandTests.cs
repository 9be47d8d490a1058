using LinkAndMatch.Bot.Commands;
using Xunit;

namespace LinkAndMatch.Bot.Tests.Commands;

public class UnderstandTests
{
    [Fact]
    public async Task Messages_are_understood_on_a_machine_where_the_bot_never_ran()
    {
        var folder = Directory.CreateTempSubdirectory("understand-");
        try
        {
            await using var tools = BotHost.BuildTools(["--environment", "Production", "--ConnectionStrings:Store", $"Data Source={Path.Combine(folder.FullName, "store.db")};Pooling=False"]);
            var output = new StringWriter();

            await CommandLine.UnderstandAsync(tools, new StringReader("mau daftar\napa itu NIB?\n"), output);

            var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(2, lines.Length);
            Assert.Contains("\"intent\":\"register\"", lines[0], StringComparison.Ordinal);
            Assert.Contains("\"id\":\"nib-apa\"", lines[1], StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
