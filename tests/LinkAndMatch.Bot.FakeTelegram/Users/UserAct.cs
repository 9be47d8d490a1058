using System.Text.Json.Serialization;

namespace LinkAndMatch.Bot.FakeTelegram;

/// <summary>Something a person does in a chat; it reaches the bot as one update. A chat id below zero is a group.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "act")]
[JsonDerivedType(typeof(SaysText), "text")]
[JsonDerivedType(typeof(SharesContact), "contact")]
[JsonDerivedType(typeof(SendsPhoto), "photo")]
[JsonDerivedType(typeof(SendsDocument), "document")]
[JsonDerivedType(typeof(SendsVoice), "voice")]
[JsonDerivedType(typeof(SendsSticker), "sticker")]
[JsonDerivedType(typeof(SharesLocation), "location")]
[JsonDerivedType(typeof(EditsText), "edit")]
[JsonDerivedType(typeof(TapsButton), "tap")]
[JsonDerivedType(typeof(BlocksBot), "block")]
[JsonDerivedType(typeof(UnblocksBot), "unblock")]
[JsonDerivedType(typeof(SendsRaw), "raw")]
public abstract record UserAct(long ChatId, FakeUser From);

/// <summary>Writes a text, maybe as a reply to a message; forwarded: passes on what somebody else wrote.</summary>
public sealed record SaysText(long ChatId, FakeUser From, string Text, int? ReplyTo = null, bool Forwarded = false) : UserAct(ChatId, From);

/// <summary>Shares a contact. The owner's id is absent when the number belongs to nobody on Telegram; forwarded: the card was passed on, not made by the sender.</summary>
public sealed record SharesContact(long ChatId, FakeUser From, string Phone, long? OwnerId, bool Forwarded = false) : UserAct(ChatId, From);

/// <summary>Sends a photo; photos of one album share a media group id.</summary>
public sealed record SendsPhoto(long ChatId, FakeUser From, byte[] Bytes, string? Caption = null, string? MediaGroupId = null) : UserAct(ChatId, From);

/// <summary>Sends a file.</summary>
public sealed record SendsDocument(long ChatId, FakeUser From, byte[] Bytes, string FileName, string MimeType, string? Caption = null) : UserAct(ChatId, From);

/// <summary>Sends a voice message.</summary>
public sealed record SendsVoice(long ChatId, FakeUser From, byte[] Bytes, int Seconds = 3) : UserAct(ChatId, From);

/// <summary>Sends a sticker.</summary>
public sealed record SendsSticker(long ChatId, FakeUser From, string Emoji = "👍") : UserAct(ChatId, From);

/// <summary>Shares a place.</summary>
public sealed record SharesLocation(long ChatId, FakeUser From, double Latitude, double Longitude) : UserAct(ChatId, From);

/// <summary>Edits a text that was sent before.</summary>
public sealed record EditsText(long ChatId, FakeUser From, int MessageId, string Text) : UserAct(ChatId, From);

/// <summary>Taps a button under a message; the message need not exist any more, and the data need not be on it.</summary>
public sealed record TapsButton(long ChatId, FakeUser From, int MessageId, string Data) : UserAct(ChatId, From);

/// <summary>Blocks the bot: an update of kind <c>my_chat_member</c>, and 403 for every send from then on.</summary>
public sealed record BlocksBot(long ChatId, FakeUser From) : UserAct(ChatId, From);

/// <summary>Unblocks the bot.</summary>
public sealed record UnblocksBot(long ChatId, FakeUser From) : UserAct(ChatId, From);

/// <summary>Any other update: <paramref name="Json"/> is an object with the one property that names the kind, without <c>update_id</c>.</summary>
public sealed record SendsRaw(long ChatId, FakeUser From, string Kind, string Json) : UserAct(ChatId, From);

/// <summary>What became of an act.</summary>
/// <param name="UpdateId">The id of its update, also when the bot does not allow updates of this kind and never sees it.</param>
/// <param name="ChatId">The chat.</param>
/// <param name="MessageId">The person's message, the edited message, or the message of the tapped button; 0 for others.</param>
/// <param name="Revision">The chat's revision at that moment: what the bot shows later has a higher one.</param>
public sealed record SentUpdate(long UpdateId, long ChatId, int MessageId, int Revision);
