using LinkAndMatch.Bot.Testing;

namespace LinkAndMatch.Bot.Clients.Tests;

public sealed class DriverTests(RunningBot bot) : IClassFixture<RunningBot>
{
    [Theory]
    [InlineData("expectReplies")]
    [InlineData("polling")]
    [InlineData("stream")]
    public async Task The_same_words_get_the_same_answers_on_every_wire(string wire)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using IChannelDriver person = wire switch
        {
            "expectReplies" => new ExpectRepliesDriver(bot.Process.Url, $"u-{Guid.NewGuid():N}"),
            "polling" => new DirectLineDriver(bot.Process.Url, RunningBot.Secret, DirectLineHearing.Polling),
            _ => new DirectLineDriver(bot.Process.Url, RunningBot.Secret, DirectLineHearing.Stream),
        };
        var welcome = await person.JoinAsync(cancellation);
        Assert.Contains("Daftarkan usaha", welcome[^1].Buttons);
        var consent = await person.TapAsync("Daftarkan usaha", cancellation);
        Assert.Contains("Setuju datanya dipakai untuk itu?", consent[^1].Text, StringComparison.Ordinal);
        Assert.Equal(["Setuju", "Tidak setuju"], consent[^1].Buttons.Take(2));
        await person.TapAsync("Setuju", cancellation);
        var firm = await person.SayAsync("Budi *Santoso* <b>", cancellation);
        Assert.NotEmpty(firm);
    }
}
