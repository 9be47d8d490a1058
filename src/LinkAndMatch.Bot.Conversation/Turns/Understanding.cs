using System.Text.RegularExpressions;
using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Answering;
using LinkAndMatch.Bot.Conversation.Dialogs;
using LinkAndMatch.Bot.Conversation.Recognizers;

namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>The order in which a message is understood; the first that matches wins.</summary>
internal static partial class Understanding
{
    // An answer of one's own that is passed on ("0812 3456 7890", "Kabupaten Tegal") is shorter.
    private const int LongForwarded = 8;

    /// <summary>A message of any kind: with words, a contact card, photos, or something that cannot be read.</summary>
    public static TurnStep Received(Pass pass)
    {
        var activity = pass.Activity;
        if (activity.Contact is { } contact) return Contacts.Received(pass, contact);
        if (Photos.Try(pass, pass.Form) is { } photos) return photos;
        if (activity.Attachments is [var first, ..] && string.IsNullOrWhiteSpace(pass.Text)) return Unreadable(pass, first);
        if (activity.Location is not null) return Say(pass, "turn.location");
        if (string.IsNullOrWhiteSpace(pass.Text)) return Say(pass, "turn.empty");
        return Message(pass, pass.Text);
    }

    /// <summary>Words.</summary>
    public static TurnStep Message(Pass pass, string text)
    {
        var folded = Phrase.Fold(text);
        if (TooLong(pass, text)) return Say(pass, "turn.too_long", ("max", pass.Options.LongestMessage));
        if (Commanding.Try(pass, text, folded) is { } command) return command;
        if (Retries.Try(pass) is { } again) return again;
        if (PendingQuestions.Try(pass, text) is { } pending) return pending;
        // What stands behind a link nobody has read, and its digits are no answer.
        if (Links().IsMatch(text)) return Say(pass, "turn.link");
        if (pass.Frame is null) return Idle(pass, text, folded);
        if (Expiry.OfferIfExpired(pass) is { } offer) return offer;
        return pass.Form is { } form ? InForm(pass, form, text, folded) : Versioning.Retire(pass);
    }

    /// <summary>A message that its sender corrected.</summary>
    public static TurnStep Edited(Pass pass)
    {
        if (pass.Text is not { } text || string.IsNullOrWhiteSpace(text) || pass.Form is not { } form) return pass.EndUnchanged();
        if (Correcting.Edited(pass, form, text) is { } correction) return correction;
        // It filled nothing: a wrong try at the question that stands may have been put right.
        if (pass.AskedSlot is not { TakesAnyWords: false } slot || pass.State.Pending is not null) return pass.EndUnchanged();
        if (Answering.ReadAsked(pass, slot, text) is not { } reading) return pass.Reads();
        return reading is Reading.Value { Weak: false } value ? Filling.Accept(pass, form, [new Candidate(slot, value.Is, value.Raw, AnswerOrigin.Edited)]) : pass.EndUnchanged();
    }

    private static TurnStep InForm(Pass pass, FormShape form, string text, string folded)
    {
        // A post that was passed on is somebody else's story: its year is no founding year, its phone is not the owner's.
        if (pass.Activity.Forwarded && Phrase.CountWords(folded) >= LongForwarded) return Say(pass, "turn.forwarded");
        var clauses = Clauses.Of(text);
        if (Correcting.Try(pass, form, text) is { } correction) return correction;
        if (Interrupting.Before(pass, form, text, folded, clauses) is { } interruption) return interruption;
        if (pass.State.Asked?.Slot == Reviewing.Slot && clauses.Strength != QuestionStrength.Strong && Reviewing.Try(pass, form, text, folded) is { } review) return review;
        if (pass.AskedSlot is { Type: not SlotType.Confirm } offered && pass.Frame!.Proposals.TryGetValue(offered.Name, out var old) && Phrase.CountWords(folded) <= 3 && YesNo.Read(text) == YesNo.Yes)
        {
            // "Masih sama?" "Ya."
            return PendingQuestions.TakeChecked(pass, form, offered, old.Value, old.Raw);
        }

        if (Numbered(pass, text) is { } data) return Tapping.Data(pass, data);
        if (pass.AskedSlot is { } skippable && Skipping.Try(pass, form, skippable, text, folded, ReadsAsAnswer(pass, skippable, text)) is { } skip) return skip;
        if (Answering.Try(pass, form, text, clauses) is { } answer) return answer;
        if (Interrupting.After(pass, form, text, folded, clauses) is { } other) return other;
        if (ModelProposals.Ask(pass, form, text) is { } asks) return asks;
        if (pass.AskedSlot is { } slot) return Misunderstanding.SayUnrecognised(pass, form, slot, text);
        pass.Say("turn.unrecognised", ("label", ""));
        return Prompts.Again(pass);
    }

    // "2" or "yang kedua" of the choices that were shown; a slot that wants numbers keeps them.
    private static string? Numbered(Pass pass, string text) =>
        pass.AskedSlot is { Type: SlotType.Choice or SlotType.Confirm } && pass.State.Asked is { Choices: { Count: > 0 } choices } ? PendingQuestions.ByNumber(text, choices) : null;

    // "tidak ada" among words that do hold a value is no refusal of the question.
    private static bool ReadsAsAnswer(Pass pass, SlotShape slot, string text) =>
        !slot.TakesAnyWords && slot.Items is null && pass.Index.Reader.Read(slot, text, pass.Language, pass.Today) is Reading.Value { Weak: false };

    // No form runs: a menu's item, a dialog, small talk, or a question.
    private static TurnStep Idle(Pass pass, string text, string folded)
    {
        if (Menus.Try(pass, text, folded) is { } item) return item;
        var remark = pass.Index.Remark(folded, pass.Language) ?? pass.Index.Remark(Phrase.WithoutManners(folded), pass.Language);
        if (remark is Remarks.Greeting && IsFresh(pass.Input.State)) return Commanding.Start(pass);
        if (remark is not null && Remarks.IsTalk(remark))
        {
            pass.Say(remark);
            return remark is Remarks.Greeting ? Menus.Show(pass, Menus.Main) : pass.End();
        }

        if (remark is Remarks.Continue && pass.State.Stack.Count > 0) return Forms.ResumeStacked(pass);
        var strength = QuestionWords.LooksLikeQuestion(text);
        if (strength != QuestionStrength.Strong && (pass.Index.StartIn(folded, pass.Language) ?? pass.Index.StartNear(text, pass.Language)) is { } dialog) return Forms.Start(pass, pass.Index.Begun(dialog, pass), said: text);
        if (folded.Length < 2) return Unclear(pass);

        if (pass.Read<Fact.Faq>(Questions.QueryOf(pass, text)) is not { } found) return pass.Reads();
        return found.Search.Decision switch
        {
            AnswerDecision.Answer when found.Search.Entries.Count > 0 => Questions.Show(pass, found.Search, text),
            AnswerDecision.Choose when found.Search.Hits.Count > 0 => Questions.Choose(pass, found.Search, text),
            _ => strength == QuestionStrength.Strong || (strength == QuestionStrength.Weak && Phrase.CountWords(folded) > 2) || Phrase.CountWords(folded) >= 5
                ? Questions.Unknown(pass, text, found.Search)
                : Unclear(pass),
        };
    }

    private static TurnStep Unclear(Pass pass)
    {
        pass.Say("turn.unrecognised_idle");
        return Menus.Show(pass, Menus.Main);
    }

    /// <summary>True before anything was said in the conversation.</summary>
    public static bool IsFresh(ConversationState state) =>
        state is { Form: null, Asked: null, Pending: null, LastAnswer: null, LastMessage: null, Stack.Count: 0 };

    private static bool TooLong(Pass pass, string text)
    {
        if (text.Length <= pass.Options.LongestMessage) return false;
        return pass.AskedSlot?.Slot.Length is not { } length || length.Max < text.Length;
    }

    private static TurnStep Unreadable(Pass pass, Attachment attachment) => attachment.Kind switch
    {
        AttachmentKind.Voice => Voice.Received(pass, attachment),
        AttachmentKind.Sticker => Say(pass, "turn.sticker"),
        AttachmentKind.Video => Say(pass, "turn.video"),
        AttachmentKind.Document => Say(pass, "turn.document"),
        AttachmentKind.Photo or AttachmentKind.Other => Say(pass, "turn.unreadable"),
    };

    // Kindly, and the question again; it counts as no attempt.
    private static TurnStep Say(Pass pass, string key, params ReadOnlySpan<(string, object?)> values)
    {
        pass.Say(key, values);
        return Prompts.Again(pass);
    }

    [GeneratedRegex(@"^\s*(?:(?:https?://|www\.|t\.me/)\S+\s*)+$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Links();
}
