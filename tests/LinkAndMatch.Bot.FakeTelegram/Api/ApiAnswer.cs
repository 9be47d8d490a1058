using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using LinkAndMatch.Bot.FakeTelegram.Delivery;

namespace LinkAndMatch.Bot.FakeTelegram.Api;

/// <summary>The answer to one call, written into a buffer that is used again.</summary>
internal sealed class ApiAnswer : IDisposable
{
    private static readonly ConcurrentQueue<ApiAnswer> Pool = new();
    private readonly Utf8JsonWriter _json;

    private ApiAnswer()
    {
        Buffer = new ArrayBufferWriter<byte>(4096);
        _json = new Utf8JsonWriter(Buffer, UpdateJson.WriterOptions);
    }

    public int Status { get; private set; } = 200;
    public ArrayBufferWriter<byte> Buffer { get; }

    /// <summary>The message that was sent or changed.</summary>
    public int? MessageId { get; set; }

    public static ApiAnswer Rent()
    {
        if (!Pool.TryDequeue(out var answer)) answer = new ApiAnswer();
        answer.Clear();
        return answer;
    }

    /// <summary>Opens <c>{"ok":true,"result":</c>; the caller writes one value and calls <see cref="Finish"/>.</summary>
    public Utf8JsonWriter Begin()
    {
        Buffer.Write("{\"ok\":true,\"result\":"u8);
        return _json;
    }

    public void Finish()
    {
        _json.Flush();
        Buffer.Write("}"u8);
    }

    public void True() => Buffer.Write("{\"ok\":true,\"result\":true}"u8);

    public void Refuse(ApiRefusal refusal)
    {
        Clear();
        Status = refusal.Code;
        _json.WriteStartObject();
        _json.WriteBoolean("ok"u8, false);
        _json.WriteNumber("error_code"u8, refusal.Code);
        _json.WriteString("description"u8, refusal.Message);
        if (refusal.RetryAfter is not null || refusal.MigrateTo is not null)
        {
            _json.WriteStartObject("parameters"u8);
            if (refusal.RetryAfter is { } seconds) _json.WriteNumber("retry_after"u8, seconds);
            if (refusal.MigrateTo is { } chat) _json.WriteNumber("migrate_to_chat_id"u8, chat);
            _json.WriteEndObject();
        }

        _json.WriteEndObject();
        _json.Flush();
    }

    public void Dispose()
    {
        if (Buffer.Capacity <= 1 << 18 && Pool.Count < 256) Pool.Enqueue(this);
    }

    private void Clear()
    {
        Buffer.ResetWrittenCount();
        _json.Reset();
        Status = 200;
        MessageId = null;
    }
}
