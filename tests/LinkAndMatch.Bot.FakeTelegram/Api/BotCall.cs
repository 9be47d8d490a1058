using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace LinkAndMatch.Bot.FakeTelegram.Api;

/// <summary>The parameters of one call, from a JSON body, a form or the query.</summary>
internal sealed class BotCall
{
    private static readonly byte[] Null = "null"u8.ToArray();

    public long? ChatId { get; private set; }
    public int MessageId { get; private set; }
    public string? Text { get; private set; }
    public string? Caption { get; private set; }
    public string? ParseMode { get; private set; }
    public byte[]? ReplyMarkup { get; private set; }
    public byte[]? ReplyParameters { get; private set; }
    public byte[]? Commands { get; private set; }
    public byte[]? Scope { get; private set; }
    public byte[]? AllowedUpdates { get; private set; }
    public string? LanguageCode { get; private set; }
    public string? Description { get; private set; }
    public string? ShortDescription { get; private set; }
    public long Offset { get; private set; }
    public int Limit { get; private set; } = 100;
    public int Timeout { get; private set; }
    public string? CallbackQueryId { get; private set; }
    public bool ShowAlert { get; private set; }
    public string? Action { get; private set; }
    public string? File { get; private set; }
    public string? FileId { get; private set; }
    public string? Url { get; private set; }
    public string? SecretToken { get; private set; }
    public int MaxConnections { get; private set; } = 40;
    public bool DropPendingUpdates { get; private set; }

    /// <summary>The uploaded file, if any.</summary>
    public byte[]? Upload { get; private set; }
    public string? UploadName { get; private set; }

    public static async ValueTask<BotCall> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        var call = new BotCall();
        foreach (var (name, value) in request.Query) call.Set(name, value.ToString());
        if (request.HasFormContentType) await call.ReadFormAsync(request, cancellation);
        else if (request.ContentLength is not 0) await call.ReadJsonAsync(request.BodyReader, cancellation);
        return call;
    }

    private async Task ReadFormAsync(HttpRequest request, CancellationToken cancellation)
    {
        var form = await request.ReadFormAsync(cancellation);
        foreach (var (name, value) in form) Set(name, value.ToString());
        var wanted = File is { } named && named.StartsWith("attach://", StringComparison.Ordinal) ? named["attach://".Length..] : null;
        if ((wanted is null ? (form.Files.Count > 0 ? form.Files[0] : null) : form.Files.GetFile(wanted)) is not { } file) return;
        using var bytes = new MemoryStream((int)file.Length);
        await file.CopyToAsync(bytes, cancellation);
        Upload = bytes.ToArray();
        UploadName = file.FileName;
    }

    private async ValueTask ReadJsonAsync(PipeReader body, CancellationToken cancellation)
    {
        while (true)
        {
            var read = await body.ReadAsync(cancellation);
            if (!read.IsCompleted)
            {
                body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            try
            {
                if (!read.Buffer.IsEmpty) Parse(read.Buffer);
            }
            catch (JsonException)
            {
                throw ApiRefusal.BadRequest("can't parse the JSON body");
            }
            catch (InvalidOperationException)
            {
                // Half a surrogate pair, or bytes that are no UTF-8.
                throw ApiRefusal.BadRequest("strings must be encoded in UTF-8");
            }
            finally
            {
                body.AdvanceTo(read.Buffer.End);
            }

            return;
        }
    }

    private void Parse(ReadOnlySequence<byte> body)
    {
        var json = new Utf8JsonReader(body);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject) throw new JsonException();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("chat_id"u8)) ChatId = ReadLong(ref json);
            else if (json.ValueTextEquals("text"u8)) Text = ReadString(ref json);
            else if (json.ValueTextEquals("parse_mode"u8)) ParseMode = ReadString(ref json);
            else if (json.ValueTextEquals("reply_markup"u8)) ReplyMarkup = ReadRaw(ref json, body);
            else if (json.ValueTextEquals("message_id"u8)) MessageId = (int)(ReadLong(ref json) ?? 0);
            else if (json.ValueTextEquals("offset"u8)) Offset = ReadLong(ref json) ?? 0;
            else if (json.ValueTextEquals("limit"u8)) Limit = (int)(ReadLong(ref json) ?? 100);
            else if (json.ValueTextEquals("timeout"u8)) Timeout = (int)(ReadLong(ref json) ?? 0);
            else if (json.ValueTextEquals("reply_parameters"u8)) ReplyParameters = ReadRaw(ref json, body);
            else if (json.ValueTextEquals("allowed_updates"u8)) AllowedUpdates = ReadRaw(ref json, body);
            else if (json.ValueTextEquals("commands"u8)) Commands = ReadRaw(ref json, body);
            else if (json.ValueTextEquals("scope"u8)) Scope = ReadRaw(ref json, body);
            else
            {
                var name = json.GetString()!;
                json.Read();
                switch (json.TokenType)
                {
                    case JsonTokenType.String: Set(name, json.GetString()!); break;
                    case JsonTokenType.Number: Set(name, json.TryGetInt64(out var number) ? number.ToString(CultureInfo.InvariantCulture) : ""); break;
                    case JsonTokenType.True: Set(name, "true"); break;
                    default: json.Skip(); break;
                }
            }
        }
    }

    private void Set(string name, string value)
    {
        switch (name)
        {
            case "chat_id": ChatId = long.TryParse(value, CultureInfo.InvariantCulture, out var chat) ? chat : 0; break;
            case "message_id": MessageId = Number(value, 0); break;
            case "text": Text = value; break;
            case "caption": Caption = value; break;
            case "parse_mode": ParseMode = value; break;
            case "reply_markup": ReplyMarkup = Encoding.UTF8.GetBytes(value); break;
            case "reply_parameters": ReplyParameters = Encoding.UTF8.GetBytes(value); break;
            case "allowed_updates": AllowedUpdates = Encoding.UTF8.GetBytes(value); break;
            case "commands": Commands = Encoding.UTF8.GetBytes(value); break;
            case "scope": Scope = Encoding.UTF8.GetBytes(value); break;
            case "language_code": LanguageCode = value; break;
            case "description": Description = value; break;
            case "short_description": ShortDescription = value; break;
            case "offset": Offset = Number(value, 0); break;
            case "limit": Limit = Number(value, 100); break;
            case "timeout": Timeout = Number(value, 0); break;
            case "callback_query_id": CallbackQueryId = value; break;
            case "show_alert": ShowAlert = IsTrue(value); break;
            case "action": Action = value; break;
            case "photo" or "document": File = value; break;
            case "file_id": FileId = value; break;
            case "url": Url = value; break;
            case "secret_token": SecretToken = value; break;
            case "max_connections": MaxConnections = Number(value, 40); break;
            case "drop_pending_updates": DropPendingUpdates = IsTrue(value); break;
            default: break;
        }
    }

    private static long? ReadLong(ref Utf8JsonReader json)
    {
        json.Read();
        return json.TokenType switch
        {
            JsonTokenType.Number => json.GetInt64(),
            JsonTokenType.String => long.TryParse(json.GetString(), CultureInfo.InvariantCulture, out var number) ? number : 0,
            _ => null,
        };
    }

    private static string? ReadString(ref Utf8JsonReader json)
    {
        json.Read();
        return json.TokenType == JsonTokenType.String ? json.GetString() : null;
    }

    private static byte[]? ReadRaw(ref Utf8JsonReader json, ReadOnlySequence<byte> body)
    {
        json.Read();
        // A form holds such an object as a string; some clients send the string in JSON, too.
        if (json.TokenType == JsonTokenType.String) return Encoding.UTF8.GetBytes(json.GetString()!);
        var start = json.TokenStartIndex;
        json.Skip();
        var raw = body.Slice(start, json.BytesConsumed - start).ToArray();
        return raw.AsSpan().SequenceEqual(Null) ? null : raw;
    }

    private static int Number(string value, int otherwise) => int.TryParse(value, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    private static bool IsTrue(string value) => value.Equals("true", StringComparison.OrdinalIgnoreCase) || value == "1";
}
