namespace LinkAndMatch.Bot.Clients.Tests;

/// <summary>Microsoft's own clients against the running bot. Each script's checks are named in it.</summary>
public sealed class ClientTests(RunningBot open, RegisteredBot registered) : IClassFixture<RunningBot>, IClassFixture<RegisteredBot>
{
    [Fact]
    public Task K1_Microsofts_bot_client_gets_its_replies_in_the_answer() => NodeScript.RunAsync("expect-replies.mjs", registered.Environment);

    [Fact]
    public Task K2_Microsofts_validator_and_the_bot_agree_on_tokens_but_for_the_stricter_rows() => NodeScript.RunAsync("jwt-matrix.mjs", registered.Environment);

    [Fact]
    public Task K4_Microsofts_connector_routes_read_the_replies() => NodeScript.RunAsync("connector.mjs", registered.Environment);

    [Fact]
    public Task K5_Microsofts_Direct_Line_client_loses_and_doubles_nothing() =>
        NodeScript.RunAsync("directline.mjs", ("BOT_URL", open.Process.Url), ("SECRET", RunningBot.Secret), ("PAGE", RunningBot.Page), ("EXPIRED_TOKEN", RunningBot.ExpiredToken()));

    [Fact]
    public Task K6_the_page_works_in_a_browser_for_eyes_keyboard_and_screen_reader_and_asks_no_other_host() =>
        NodeScript.RunAsync("webchat.mjs", ("BOT_URL", open.Process.Url));

    [Fact]
    public Task K8_the_successor_SDK_delegates_and_reads_the_answers() => NodeScript.RunAsync("agents-sdk.mjs", ("BOT_URL", open.Process.Url));
}
