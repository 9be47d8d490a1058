using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace LinkAndMatch.Bot.FakeTelegram.Control;

/// <summary>The whole of <see cref="IFakeTelegram"/> over HTTP, for tests that run the server as a process of its own.</summary>
internal static class ControlEndpoints
{
    public static void MapControl(this IEndpointRouteBuilder routes, IFakeTelegram fake)
    {
        var control = routes.MapGroup("/control");
        control.MapPost("/acts", (List<UserAct> acts, CancellationToken stop) => fake.ActAsync(acts, stop));
        control.MapPost("/groups", (GroupOrder order, CancellationToken stop) => fake.AddGroupAsync(order.ChatId, order.Title, stop));
        control.MapPost("/refusals", (RefuseOrder order, CancellationToken stop) => fake.RefuseAsync(order.ChatId, order.Description, stop));
        control.MapPost("/migrations", (MigrateOrder order, CancellationToken stop) => fake.MigrateAsync(order.ChatId, order.NewChatId, stop));
        control.MapPut("/behaviour", (FakeBehaviour behaviour, CancellationToken stop) => fake.BehaveAsync(behaviour, stop));
        control.MapPost("/faults", (Fault fault, CancellationToken stop) => fake.AddFaultAsync(fault, stop));
        control.MapDelete("/faults", (CancellationToken stop) => fake.ClearFaultsAsync(stop));
        control.MapPut("/update-ids", (RestartIdsOrder order, CancellationToken stop) => fake.RestartUpdateIdsAsync(order.NextUpdateId, stop));
        control.MapGet("/chats/{chatId:long}", (long chatId, int? after, double? wait, CancellationToken stop) => fake.ReadChatAsync(chatId, after, TimeSpan.FromSeconds(wait ?? 0), stop));
        control.MapGet("/calls", (long? after, CancellationToken stop) => fake.ReadCallsAsync(after ?? 0, stop));
        control.MapGet("/counters", (double? wait, CancellationToken stop) => fake.ReadCountersAsync(TimeSpan.FromSeconds(wait ?? 0), stop));
        control.MapGet("/profile", (CancellationToken stop) => fake.ReadProfileAsync(stop));
        control.MapGet("/files/{fileId}", async Task<Results<FileContentHttpResult, NotFound>> (string fileId, CancellationToken stop) =>
            await fake.ReadFileAsync(fileId, stop) is { } bytes ? TypedResults.Bytes(bytes) : TypedResults.NotFound());
    }
}
