using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LinkAndMatch.Bot.Partnering.Store.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class AskedTogether : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "ClusterId",
                table: "Questions",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<string>(
                name: "EntryId",
                table: "Questions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "MovedBy",
                table: "Introductions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ClusterId",
                table: "Answers",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<List<string>>(
                name: "EntryVariants",
                table: "Answers",
                type: "text[]",
                nullable: false);

            migrationBuilder.AddColumn<int>(
                name: "Version",
                table: "Answers",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            // Each question of before is one of its own.
            migrationBuilder.Sql("""UPDATE "Questions" SET "ClusterId" = "Id";""");
            migrationBuilder.Sql("""UPDATE "Answers" SET "ClusterId" = COALESCE("QuestionId", "Id");""");

            migrationBuilder.CreateIndex(
                name: "IX_Questions_ClusterId",
                table: "Questions",
                column: "ClusterId");

            migrationBuilder.CreateIndex(
                name: "IX_Answers_ClusterId",
                table: "Answers",
                column: "ClusterId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Questions_ClusterId",
                table: "Questions");

            migrationBuilder.DropIndex(
                name: "IX_Answers_ClusterId",
                table: "Answers");

            migrationBuilder.DropColumn(
                name: "ClusterId",
                table: "Questions");

            migrationBuilder.DropColumn(
                name: "EntryId",
                table: "Questions");

            migrationBuilder.DropColumn(
                name: "MovedBy",
                table: "Introductions");

            migrationBuilder.DropColumn(
                name: "ClusterId",
                table: "Answers");

            migrationBuilder.DropColumn(
                name: "EntryVariants",
                table: "Answers");

            migrationBuilder.DropColumn(
                name: "Version",
                table: "Answers");
        }
    }
}
