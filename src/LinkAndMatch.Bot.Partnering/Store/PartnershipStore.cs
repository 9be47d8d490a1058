using LinkAndMatch.Bot.Partnering.Firms;
using LinkAndMatch.Bot.Partnering.Industries;
using LinkAndMatch.Bot.Partnering.Introductions;
using LinkAndMatch.Bot.Partnering.Needs;
using LinkAndMatch.Bot.Partnering.Partnerships;
using LinkAndMatch.Bot.Partnering.Persons;
using LinkAndMatch.Bot.Partnering.Products;
using LinkAndMatch.Bot.Partnering.Questions;

namespace LinkAndMatch.Bot.Partnering.Store;

/// <summary>Every table of the product: the partnerships and the turns that change them, so that both commit together.</summary>
public class PartnershipStore(DbContextOptions options) : DbContext(options)
{
    public DbSet<InboxRow> Inbox => Set<InboxRow>();
    public DbSet<ConversationRow> Conversations => Set<ConversationRow>();
    public DbSet<OutboxRow> Outbox => Set<OutboxRow>();
    public DbSet<DueRow> Due => Set<DueRow>();
    public DbSet<AuditRow> Audit => Set<AuditRow>();

    public DbSet<Person> Persons => Set<Person>();
    public DbSet<ChannelAccountRow> ChannelAccounts => Set<ChannelAccountRow>();
    public DbSet<LinkCode> LinkCodes => Set<LinkCode>();
    public DbSet<Consent> Consents => Set<Consent>();
    public DbSet<Tombstone> Tombstones => Set<Tombstone>();
    public DbSet<Ikm> Ikms => Set<Ikm>();
    public DbSet<FirmMember> FirmMembers => Set<FirmMember>();
    public DbSet<Industry> Industries => Set<Industry>();
    public DbSet<Need> Needs => Set<Need>();
    public DbSet<Product> Products => Set<Product>();
    public DbSet<ProductPhoto> ProductPhotos => Set<ProductPhoto>();
    public DbSet<Introduction> Introductions => Set<Introduction>();
    public DbSet<StageChange> StageChanges => Set<StageChange>();
    public DbSet<Partnership> Partnerships => Set<Partnership>();
    public DbSet<Mou> Mous => Set<Mou>();
    public DbSet<Question> Questions => Set<Question>();
    public DbSet<Answer> Answers => Set<Answer>();
    public DbSet<OfficerCall> OfficerCalls => Set<OfficerCall>();

    /// <summary>True while a scope works on a store that belongs to somebody else; disposing then does nothing.</summary>
    internal bool Lent { get; set; }

    public override void Dispose()
    {
        if (Lent) return;
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    public override async ValueTask DisposeAsync()
    {
        if (Lent) return;
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        RaiseVersions();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        RaiseVersions();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        MapTurns(modelBuilder);
        MapPersons(modelBuilder);
        MapOffersAndWishes(modelBuilder);
        MapIntroductions(modelBuilder);
        MapQuestions(modelBuilder);

        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            // Ids are made by us: without this a new child that is found through its parent would be taken for one that is stored already.
            if (entity.FindProperty("Id") is { } id) id.ValueGenerated = Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.Never;
            if (entity.ClrType.IsAssignableTo(typeof(IVersioned))) entity.FindProperty(nameof(IVersioned.Version))!.IsConcurrencyToken = true;
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        ValueConverters.Apply(configurationBuilder);
        // Words, not numbers: a row can be read without the code, and a new member in the middle changes nothing stored.
        configurationBuilder.Properties<IntroductionStage>().HaveConversion<string>();
        configurationBuilder.Properties<EndReason>().HaveConversion<string>();
        configurationBuilder.Properties<ConsentSide>().HaveConversion<string>();
        configurationBuilder.Properties<ConsentPurpose>().HaveConversion<string>();
        configurationBuilder.Properties<NeedStatus>().HaveConversion<string>();
        configurationBuilder.Properties<AnswerStatus>().HaveConversion<string>();
    }

    private static void MapTurns(ModelBuilder modelBuilder)
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

    private static void MapPersons(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<ChannelAccountRow>(row =>
        {
            row.HasKey(a => new { a.Channel, a.BotId, a.UserId });
            row.HasOne<Person>().WithMany().HasForeignKey(a => a.PersonId);
        });
        modelBuilder.Entity<LinkCode>(row =>
        {
            row.HasKey(c => c.Hash);
            row.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId);
        });
        modelBuilder.Entity<Consent>(row =>
        {
            row.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId).OnDelete(DeleteBehavior.SetNull);
            row.HasIndex(c => c.IntroductionId);
        });
        modelBuilder.Entity<Ikm>().HasIndex(i => i.Nib).IsUnique().HasFilter("\"Nib\" IS NOT NULL");
        modelBuilder.Entity<FirmMember>(row =>
        {
            row.HasKey(m => new { m.PersonId, m.IkmId });
            row.HasOne<Person>().WithMany().HasForeignKey(m => m.PersonId);
            row.HasOne<Ikm>().WithMany().HasForeignKey(m => m.IkmId);
        });
    }

    private static void MapOffersAndWishes(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Industry>().HasIndex(i => i.Source).IsUnique().HasFilter("\"Source\" IS NOT NULL");
        modelBuilder.Entity<Need>(row =>
        {
            row.HasOne<Industry>().WithMany().HasForeignKey(n => n.IndustryId);
            row.HasIndex(n => n.Source).IsUnique().HasFilter("\"Source\" IS NOT NULL");
            row.HasIndex(n => n.Status);
            row.Ignore(n => n.Volume);
        });
        modelBuilder.Entity<Product>(row =>
        {
            row.HasOne<Ikm>().WithMany().HasForeignKey(p => p.IkmId);
            row.HasMany(p => p.Photos).WithOne().HasForeignKey(p => p.ProductId);
            row.HasIndex(p => p.MadeBy).IsUnique().HasFilter("\"MadeBy\" IS NOT NULL");
            row.Ignore(p => p.Capacity);
            row.Ignore(p => p.MinimumOrder);
        });
    }

    private static void MapIntroductions(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Introduction>(row =>
        {
            row.HasOne<Product>().WithMany().HasForeignKey(i => i.ProductId).OnDelete(DeleteBehavior.Restrict);
            row.HasOne<Ikm>().WithMany().HasForeignKey(i => i.IkmId).OnDelete(DeleteBehavior.Restrict);
            row.HasOne<Need>().WithMany().HasForeignKey(i => i.NeedId).OnDelete(DeleteBehavior.Restrict);
            row.HasOne<Industry>().WithMany().HasForeignKey(i => i.IndustryId).OnDelete(DeleteBehavior.Restrict);
            row.HasOne<Person>().WithMany().HasForeignKey(i => i.PersonId).OnDelete(DeleteBehavior.SetNull);
            row.HasMany(i => i.History).WithOne().HasForeignKey(h => h.IntroductionId);
            row.HasIndex(i => new { i.ProductId, i.NeedId }).IsUnique().HasFilter("\"Stage\" <> 'Ended'").HasDatabaseName("IX_Introductions_OneLive");
            row.HasIndex(i => i.MadeBy).IsUnique().HasFilter("\"MadeBy\" IS NOT NULL");
            row.HasIndex(i => new { i.Stage, i.ChangedAt });
        });
        modelBuilder.Entity<Partnership>(row =>
        {
            row.HasOne<Introduction>().WithMany().HasForeignKey(p => p.IntroductionId).OnDelete(DeleteBehavior.Restrict);
            row.HasIndex(p => p.IntroductionId).IsUnique();
            row.HasOne<Ikm>().WithMany().HasForeignKey(p => p.IkmId).OnDelete(DeleteBehavior.Restrict);
            row.HasOne<Industry>().WithMany().HasForeignKey(p => p.IndustryId).OnDelete(DeleteBehavior.Restrict);
            row.HasMany(p => p.Mous).WithOne().HasForeignKey(m => m.PartnershipId);
        });
    }

    private static void MapQuestions(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Question>(row =>
        {
            row.HasOne<Person>().WithMany().HasForeignKey(q => q.PersonId).OnDelete(DeleteBehavior.SetNull);
            row.HasMany(q => q.Answers).WithOne().HasForeignKey(a => a.QuestionId).OnDelete(DeleteBehavior.SetNull);
            row.HasIndex(q => q.MadeBy).IsUnique().HasFilter("\"MadeBy\" IS NOT NULL");
            row.HasIndex(q => q.AnsweredAt);
            row.HasIndex(q => q.ConversationId);
            row.HasIndex(q => q.ClusterId);
        });
        modelBuilder.Entity<Answer>().HasIndex(a => a.ClusterId);
        modelBuilder.Entity<OfficerCall>(row =>
        {
            row.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId).OnDelete(DeleteBehavior.SetNull);
            row.HasIndex(c => c.ConversationId);
        });
    }

    private void RaiseVersions()
    {
        foreach (var entry in ChangeTracker.Entries<IVersioned>())
        {
            if (entry.State != EntityState.Modified) continue;
            var version = entry.Property(e => e.Version);
            if (version.CurrentValue == version.OriginalValue) version.CurrentValue++;
        }
    }
}
