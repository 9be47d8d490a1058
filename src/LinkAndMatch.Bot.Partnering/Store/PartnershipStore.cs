using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace LinkAndMatch.Bot.Partnering.Store;

/// <summary>Every table of the product: the partnerships and the turns that change them, so that both commit together.</summary>
public class PartnershipStore(DbContextOptions options) : DbContext(options)
{
    public DbSet<InboxRow> Inbox => Set<InboxRow>();
    public DbSet<ConversationRow> Conversations => Set<ConversationRow>();
    public DbSet<OutboxRow> Outbox => Set<OutboxRow>();
    public DbSet<DueRow> Due => Set<DueRow>();
    public DbSet<AuditRow> Audit => Set<AuditRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<InboxRow>(row =>
        {
            row.ToTable("Inbox");
            row.HasKey(r => new { r.Channel, r.BotId, r.UpdateKey });
            row.HasIndex(r => new { r.ConversationId, r.Status, r.Order });
            // Only what waits: the sweep looks here, and a finished turn leaves the index.
            row.HasIndex(r => r.ReceivedAt).HasFilter("\"Status\" = 0");
            row.Property(r => r.Status).HasConversion<int>();
        });
        modelBuilder.Entity<ConversationRow>(row =>
        {
            row.ToTable("Conversations");
            row.HasKey(r => r.Id);
            row.Property(r => r.Version).IsConcurrencyToken();
        });
        modelBuilder.Entity<OutboxRow>(row =>
        {
            row.ToTable("Outbox");
            row.HasKey(r => r.Id);
            row.HasIndex(r => new { r.ConversationId, r.Seq }).IsUnique();
            // Only what is not yet out: what a restart has to look at.
            row.HasIndex(r => r.ConversationId).HasFilter("\"Status\" < 2");
            row.HasIndex(r => new { r.ConversationId, r.ChannelMessageId });
            row.Property(r => r.Status).HasConversion<int>();
            row.Property(r => r.Class).HasConversion<int>();
        });
        modelBuilder.Entity<DueRow>(row =>
        {
            row.ToTable("Due");
            row.HasKey(r => r.Id);
            row.HasIndex(r => new { r.Subject, r.Purpose }).IsUnique();
            row.HasIndex(r => r.At);
        });
        modelBuilder.Entity<AuditRow>(row =>
        {
            row.ToTable("Audit");
            row.HasKey(r => r.Id);
            row.HasIndex(r => new { r.Subject, r.At });
        });
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        // SQLite cannot order or compare DateTimeOffset; whole microseconds since 1970 as a number sort on every provider.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMicroseconds>();

    private sealed class UnixMicroseconds() : ValueConverter<DateTimeOffset, long>(
        at => (at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / 10,
        value => new DateTimeOffset(DateTimeOffset.UnixEpoch.Ticks + (value * 10), TimeSpan.Zero));
}
