using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LinkAndMatch.Bot.Partnering.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class InboxDeaths : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Deaths",
                table: "Inbox",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Deaths",
                table: "Inbox");
        }
    }
}
