using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Turns;

namespace LinkAndMatch.Bot.Conversation.Tests.Turns;

/// <summary>Whatever is sent, in whatever order: no turn fails, and the state stays sound.</summary>
public class AnyInputTests
{
    private static readonly string[] s_words =
    [
        "/start", "/daftar", "/produk", "/perkenalan", "/status", "/tanya", "/batal", "/kembali", "/ulang", "/bantuan", "/bahasa", "/hapusdata", "/petugas", "/x", "ya", "tidak", "setuju", "lewati", "nanti saja", "lanjut",
        "selesai", "1", "2", "yang kedua", "25", "20-30", "bukan 25 tapi 52", "ganti nama jadi Maju", "ubah", "ubah nib", "ganti bidang jadi bidang lain", "CV Maju Logam", "CV Maju, NIB 1234567890123, wa 081234567890", "Budi", "tegal", "kab tegal", "kota",
        "otomotif", "bidang lain", "2015", "ISO 9001", "press sama las co2", "25rb pcs sebulan", "2 ton", "0,1 mm", "kenapa?", "gratis ga?", "apa itu mou?", "syarat ikut?", "terima kasih", "😀", "", "   ", "\u200f\u202ehalo", "{{ name }}", "**tebal**", "p:x:y",
        "1234567890123", "081234567890", "halo", "English", "\"bantuan\"", "iya tidak", "tambah produk", "cari mitra", "12 orang. gratis ga?", "asdf", new string('x', 4000), "a", "?", "😀 1 dan 2", "bukan", "salah", "semua",
    ];

    private static readonly string[] s_events = ["form.warn", "form.expire", "officers.took_over", "officers.handed_back", "officers.handed_back", "questions.answered", "unknown"];

    private enum Kind { Say, Tap, TapOld, Edit, Photo, Voice, Contact, Location, Event, Wait, Joined, Step }

    private static Arbitrary<(int Kind, int Pick)[]> Scripts() =>
        Gen.Choose(0, Enum.GetValues<Kind>().Length + 8).SelectMany(k => Gen.Choose(0, 10_000).Select(p => (k, p))).ArrayOf().Resize(40).ToArbitrary();

    [Property(MaxTest = 150)]
    public Property Any_sequence_of_activities_leaves_a_sound_state() => Prop.ForAll(Scripts(), script => Play(script).State is not null);

    [Property(MaxTest = 40)]
    public Property The_same_activities_lead_to_the_same_state_and_replies() => Prop.ForAll(Scripts(), script => Written(Play(script)) == Written(Play(script)));

    [Property(MaxTest = 200)]
    public bool Any_text_at_any_question_is_survived(NonNull<string> text, byte slot)
    {
        string[] slots = ["consent", "owner", "firm", "legal_form", "phone", "nib", "region", "sector", "founded", "workers", "certificates", "machines", "help", ""];
        RegistrationTests.Upto(slots[slot % slots.Length]).Say(text.Get);
        return true;
    }

    [Fact]
    public void Answers_that_are_seen_obey_their_rules_after_any_script()
    {
        var random = new System.Random(7);
        for (var run = 0; run < 60; run++)
        {
            var chat = Play([.. Enumerable.Range(0, 30).Select(_ => (random.Next(20), random.Next(10_000)))]);
            if (chat.State.Form is not { Dialog: "register" } frame) continue;
            foreach (var (name, answer) in frame.Answers)
            {
                var slot = Chat.Shipped.Forms["register"].Slots.Single(s => s.Name == name);
                if (answer.Value is SlotValue.Skipped) Assert.True(slot.MaySkip);
                if (answer.Value is SlotValue.Text(var text) && slot.Length is { } length) Assert.InRange(text.Length, length.Min, length.Max);
                if (answer.Value is SlotValue.Integer(var number) && slot.Range is { } range) Assert.InRange(number, range.Min, range.Max);
            }
        }
    }

    private static string Written(Chat chat) =>
        JsonSerializer.Serialize(chat.State, ConversationJson.Default.ConversationState) + string.Concat(chat.Result.Replies.Select(r => JsonSerializer.Serialize(r, ConversationJson.Default.Reply)));

    private static Chat Play((int Kind, int Pick)[] script)
    {
        var chat = new Chat();
        chat.Items["products.mine"] = [new Item("P1", new Dictionary<string, object?> { ["name"] = "Braket" })];
        chat.Items["matches.best?product=P1"] = [.. Enumerable.Range(1, 7).Select(i => new Item($"N{i}", new Dictionary<string, object?> { ["title"] = $"Dudukan {i}" }))];
        chat.Items["firms.mine"] = [new Item("F", new Dictionary<string, object?>()) { Values = new Dictionary<string, SlotValue> { ["owner"] = new SlotValue.Text("Budi"), ["firm"] = new SlotValue.Text("Maju") } }];
        var buttons = new List<string>();
        var steps = new List<SlowStep>();
        foreach (var (kind, pick) in script)
        {
            chat.Person["registered"] = pick % 3 == 0;
            switch ((Kind)kind)
            {
                case Kind.Tap when chat.Choices.Count > 0:
                    chat.Tap(chat.Choices[pick % chat.Choices.Count].Data);
                    break;
                case Kind.TapOld when buttons.Count > 0:
                    chat.Tap(buttons[pick % buttons.Count]);
                    break;
                case Kind.Edit:
                    chat.Edit($"m{pick % 20}", s_words[pick % s_words.Length]);
                    break;
                case Kind.Photo:
                    chat.Send(chat.Message(null) with { Attachments = [new Attachment(AttachmentKind.Photo, $"f{pick}"), new Attachment(AttachmentKind.Photo, $"g{pick}")] });
                    steps.AddRange(chat.Result.Steps);
                    break;
                case Kind.Voice:
                    chat.Send(chat.Message(null) with { Attachments = [new Attachment(AttachmentKind.Voice, "v")] });
                    break;
                case Kind.Contact:
                    chat.Send(chat.Message(null) with { Contact = new SharedContact("6281234567890", pick % 2 == 0) });
                    break;
                case Kind.Location:
                    chat.Send(chat.Message(null) with { Location = new GeoPoint(-7, 109) });
                    break;
                case Kind.Event:
                    chat.Happens(s_events[pick % s_events.Length], "X", ("question", "q"), ("answer", "a"));
                    break;
                case Kind.Wait:
                    chat.After(TimeSpan.FromHours(pick % 90));
                    break;
                case Kind.Joined:
                    chat.Send(chat.NewActivity(ActivityType.Joined));
                    break;
                case Kind.Step when steps.Count > 0:
                    chat.StepEnds(steps[pick % steps.Count], pick % 4 == 0 ? ("error", "late") : ("hash", $"h{pick % 3}"));
                    break;
                default:
                    chat.Say(s_words[pick % s_words.Length]);
                    break;
            }

            buttons.AddRange(chat.Choices.Select(c => c.Data));
        }

        return chat;
    }
}
