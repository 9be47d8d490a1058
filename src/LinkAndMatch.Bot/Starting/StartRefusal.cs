using System.Net.Sockets;
using System.Text.Json;
using LinkAndMatch.Bot.Conversation.Dialogs;
using LinkAndMatch.Bot.Conversation.Recognizers;
using LinkAndMatch.Bot.Partnering.Store;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace LinkAndMatch.Bot.Starting;

/// <summary>What an operator can mend is said in one sentence, without a stack.</summary>
internal static class StartRefusal
{
    /// <returns>The sentence; null for a mistake of our own, whose stack is wanted.</returns>
    public static string? Of(Exception wrong) => wrong switch
    {
        SettingException or OptionsValidationException or DialogFilesException or DataFileException or StoreTooNewException => wrong.Message,
        InvalidDataException { InnerException: FormatException { InnerException: JsonException broken } } =>
            $"{wrong.Message.TrimEnd('.')}: line {broken.LineNumber + 1} is not readable as JSON.",
        IOException { InnerException: AddressInUseException } => $"ASPNETCORE_URLS: {wrong.Message.TrimEnd('.')}; expected an address where no other program listens.",
        SocketException => $"ASPNETCORE_URLS: this address cannot be listened at ({wrong.Message}); expected one of this machine, with a port that the account may use.",
        _ => null,
    };
}
