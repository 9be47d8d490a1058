namespace LinkAndMatch.Bot.Conversation.Tests.Recognizers;

public sealed class CorrectionTests
{
    // Lines and double blanks can be divided among the parts of a rule in a great many ways: a rule that tries them all would hold a conversation up for ever.
    [Theory]
    [InlineData("ganti\nganti\nganti\nsetengah  setengah  setengah\nstrip\nsetengah\nberapa  setengah  berapa\nsetengah\nsetengah")]
    [InlineData("ganti  nama  usaha  dan  alamat  dan  nomor  telepon  dan  semua  yang  lain  kemarin  belum  benar")]
    public async Task A_change_that_does_not_say_to_what_is_read_at_once(string text) =>
        Assert.Null((await Task.Run(() => Corrections.Read(text), TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken))?.NewValue);
}
